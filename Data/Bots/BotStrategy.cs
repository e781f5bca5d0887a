namespace TradingPlatform.Data;

/// <summary>How a bot decides.</summary>
public enum BotStrategy
{
    /// <summary>By the two moving averages and the relative strength index together.</summary>
    Simple,

    /// <summary>By the price against one moving average of <see cref="BotConfig.EmaPeriod"/> candles.</summary>
    Ema,
}
