namespace TradingPlatform.Data;

/// <summary>Which way an order or trade goes.</summary>
public enum OrderSide
{
    /// <summary>Buys.</summary>
    Buy,

    /// <summary>Sells.</summary>
    Sell,
}
