namespace TradingPlatform.Data;

/// <summary>The brokers the platform can trade through.</summary>
public enum Broker
{
    /// <summary>Zerodha (Kite Connect).</summary>
    Zerodha,

    /// <summary>Dhan.</summary>
    Dhan,

    /// <summary>Fyers.</summary>
    Fyers,

    /// <summary>Angel One (SmartAPI).</summary>
    AngelOne,

    /// <summary>Binance.</summary>
    Binance,

    /// <summary>Alpaca.</summary>
    Alpaca,
}
