namespace TradingPlatform.Data;

/// <summary>What came of what somebody tried.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Success,

    /// <summary>It was tried and did not work.</summary>
    Failure,

    /// <summary>Who tried may not.</summary>
    Denied,

    /// <summary>A kill switch, a limit or a circuit breaker held it back.</summary>
    Blocked,

    /// <summary>The platform failed.</summary>
    Error,

    /// <summary>Nothing was left to do.</summary>
    NoOp,
}
