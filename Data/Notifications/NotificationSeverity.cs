namespace TradingPlatform.Data;

/// <summary>How urgent a notification is.</summary>
public enum NotificationSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Worth a look today.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,

    /// <summary>Money is at risk now: quiet hours do not hold it back.</summary>
    Critical,
}
