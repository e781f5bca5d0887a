namespace TradingPlatform.MigrationEngine;

/// <summary>How a backfill stands in a database.</summary>
public enum BackfillState
{
    /// <summary>Its migration is not applied.</summary>
    NotYetPossible,

    /// <summary>It can run and has never done so.</summary>
    Pending,

    /// <summary>It has begun, and nobody works on it right now.</summary>
    Open,

    /// <summary>Somebody works on it.</summary>
    Running,

    /// <summary>An operator has paused it: no run touches it until it is resumed.</summary>
    Paused,

    /// <summary>An operator has given it up: no run touches it until it is retried.</summary>
    Cancelled,

    /// <summary>It could not go on. The next run tries again.</summary>
    Failed,

    /// <summary>All is done but for rows that cannot be: they are listed, and wait to be corrected and retried.</summary>
    RowsSetAside,

    /// <summary>No row needed it any more when it ended.</summary>
    Finished,
}
