namespace TradingPlatform.MigrationEngine;

/// <summary>Which way a migration is run.</summary>
public enum MigrationDirection
{
    /// <summary>Applied.</summary>
    Up,

    /// <summary>Reverted.</summary>
    Down,
}
