namespace TradingPlatform.Data;

/// <summary>What a bot holds.</summary>
public enum BotPositionType
{
    /// <summary>The asset itself.</summary>
    Spot,

    /// <summary>A contract on it, with <see cref="BotConfig.Leverage"/>.</summary>
    Futures,
}
