namespace TradingPlatform.Data;

/// <summary>What was attempted.</summary>
public enum OrderLogType
{
    /// <summary>A buy at its time.</summary>
    Buy,

    /// <summary>A sell at its time.</summary>
    Sell,

    /// <summary>A sell because the stop-loss was reached.</summary>
    SlSell,
}
