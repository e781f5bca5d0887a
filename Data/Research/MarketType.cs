namespace TradingPlatform.Data;

/// <summary>Where a backtest traded.</summary>
public enum MarketType
{
    /// <summary>The asset itself, paid for.</summary>
    Spot,

    /// <summary>A contract on it.</summary>
    Futures,

    /// <summary>The asset itself, with borrowed money.</summary>
    Margin,
}
