namespace TradingPlatform.Data;

/// <summary>What a notification is about: users choose by it what reaches them.</summary>
public enum NotificationType
{
    /// <summary>An order was filled.</summary>
    OrderExecuted,

    /// <summary>A stop loss sold.</summary>
    SlTriggered,

    /// <summary>A strategy was halted by a failure.</summary>
    StrategyError,

    /// <summary>A strategy began to run.</summary>
    StrategyStarted,

    /// <summary>A strategy was stopped.</summary>
    StrategyStopped,

    /// <summary>A broker's token ends soon, or has ended.</summary>
    TokenExpiry,

    /// <summary>The day in numbers.</summary>
    DailySummary,

    /// <summary>A task is due.</summary>
    TaskReminder,

    /// <summary>The platform itself: maintenance, a circuit breaker.</summary>
    SystemAlert,
}
