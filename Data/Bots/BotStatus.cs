namespace TradingPlatform.Data;

/// <summary>What a bot is doing; its owner's intent is <see cref="BotConfig.IsActive"/>.</summary>
public enum BotStatus
{
    /// <summary>Not running.</summary>
    Stopped,

    /// <summary>Asked to start, not yet picked up.</summary>
    Pending,

    /// <summary>Trading.</summary>
    Running,

    /// <summary>Running, waiting for its next check or signal.</summary>
    Waiting,

    /// <summary>Halted for a while, e.g. by a daily limit.</summary>
    Paused,

    /// <summary>Halted by a failure.</summary>
    Error,
}
