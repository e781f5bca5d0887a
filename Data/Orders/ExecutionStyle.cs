namespace TradingPlatform.Data;

/// <summary>How an order is brought to the market.</summary>
public enum ExecutionStyle
{
    /// <summary>At once, as it is.</summary>
    Instant,

    /// <summary>In slices spread evenly over a time.</summary>
    Twap,
}
