namespace TradingPlatform.MigrationEngine;

/// <summary>The ways to say how far a run goes.</summary>
public enum MigrationTargetKind
{
    /// <summary>Up to the newest migration of the build.</summary>
    Head,

    /// <summary>Down to the empty schema.</summary>
    Base,

    /// <summary>A number of migrations from where the database is: positive up, negative down.</summary>
    Relative,

    /// <summary>To one migration, which is the last one applied afterwards.</summary>
    Named,
}
