namespace TradingPlatform.Data;

/// <summary>How an order's price is found.</summary>
public enum OrderType
{
    /// <summary>At the market.</summary>
    Market,

    /// <summary>At the limit price or better.</summary>
    Limit,

    /// <summary>At the market once the stop price is reached.</summary>
    Stop,

    /// <summary>At the limit price or better once the stop price is reached.</summary>
    StopLimit,
}
