namespace TradingPlatform.MigrationEngine;

/// <summary>Why a worker stopped.</summary>
internal enum BackfillEnd
{
    /// <summary>Every range is walked.</summary>
    Walked,

    /// <summary>The time is over.</summary>
    Over,

    /// <summary>Somebody has paused, cancelled or ended the backfill, or reverted its migration.</summary>
    Stopped,
}
