namespace TradingPlatform.MigrationEngine;

/// <summary>When a migration may run, seen from the applications that use the schema.</summary>
public enum MigrationPhase
{
    /// <summary>It only adds: applications of the version before go on working. The default.</summary>
    Expand,

    /// <summary>It takes something away that applications of the version before may still use.</summary>
    Contract,
}
