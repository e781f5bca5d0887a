namespace TradingPlatform.Data;

/// <summary>How often a task comes again.</summary>
public enum RecurrencePattern
{
    /// <summary>Each day.</summary>
    Daily,

    /// <summary>Each trading day, Monday to Friday.</summary>
    Weekdays,

    /// <summary>Each week.</summary>
    Weekly,

    /// <summary>Each month.</summary>
    Monthly,

    /// <summary>Each year.</summary>
    Yearly,
}
