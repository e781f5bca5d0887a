namespace TradingPlatform.Data;

/// <summary>Where an order stands, by rank: 1 not yet sent, 2 sent, 3 moving, 4 and 5 final.</summary>
public enum OrderStatus
{
    /// <summary>Rank 1: made, not yet sent.</summary>
    PendingNew,

    /// <summary>Rank 1: made while orders are not sent.</summary>
    DryRun,

    /// <summary>Rank 2: sent.</summary>
    Submitted,

    /// <summary>Rank 2: sent, and the broker's answer was lost.</summary>
    SubmittedUnconfirmed,

    /// <summary>Rank 2: the broker has it.</summary>
    New,

    /// <summary>Rank 2: the exchange has it.</summary>
    Accepted,

    /// <summary>Rank 3: a cancellation is under way.</summary>
    PendingCancel,

    /// <summary>Rank 3: a replacement is under way.</summary>
    PendingReplace,

    /// <summary>Rank 3: a part is filled.</summary>
    PartiallyFilled,

    /// <summary>Rank 3: the exchange holds it.</summary>
    Suspended,

    /// <summary>Rank 3: a fill is guaranteed, not yet made.</summary>
    Stopped,

    /// <summary>Rank 3: done for the day, settlement under way.</summary>
    Calculated,

    /// <summary>Rank 4: canceled. Stored with the spelling of the legacy tables.</summary>
    [StoredAs("cancelled")]
    Canceled,

    /// <summary>Rank 4: its time in force ended.</summary>
    Expired,

    /// <summary>Rank 4: could not be sent.</summary>
    Failed,

    /// <summary>Rank 4: refused by broker or exchange.</summary>
    Rejected,

    /// <summary>Rank 4: another order took its place.</summary>
    Replaced,

    /// <summary>Rank 4: no more fills today.</summary>
    DoneForDay,

    /// <summary>Rank 4: held back by the kill switch.</summary>
    BlockedKillSwitch,

    /// <summary>Rank 4: held back by the circuit breaker.</summary>
    BlockedCircuitBreaker,

    /// <summary>Rank 5: filled.</summary>
    Filled,
}
