namespace TradingPlatform.MigrationEngine;

/// <summary>How one backfill stands when a run ends.</summary>
public enum BackfillOutcome
{
    /// <summary>No row needs it any more.</summary>
    Finished,

    /// <summary>Its migration is not applied; nothing was done.</summary>
    NotYetPossible,

    /// <summary>The time was over; the next run goes on.</summary>
    BudgetUsedUp,

    /// <summary>An operator has paused it.</summary>
    Paused,

    /// <summary>An operator has given it up.</summary>
    Cancelled,

    /// <summary>All is done but for rows that cannot be.</summary>
    RowsSetAside,

    /// <summary>It cannot go on; <see cref="BackfillResult.Error"/> says why.</summary>
    Failed,
}
