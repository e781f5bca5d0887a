namespace TradingPlatform.MigrationEngine;

/// <summary>For which vacuum of its table a backfill waits.</summary>
public enum BackfillVacuum
{
    /// <summary>For none.</summary>
    Never,

    /// <summary>For one that prevents a wraparound of transaction ids, which the server cannot put off.</summary>
    Wraparound,

    /// <summary>For any.</summary>
    Any,
}
