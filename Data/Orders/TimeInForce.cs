namespace TradingPlatform.Data;

/// <summary>How long an order stands.</summary>
public enum TimeInForce
{
    /// <summary>Until the session ends.</summary>
    Day,

    /// <summary>Until canceled.</summary>
    Gtc,

    /// <summary>What fills at once; the rest is canceled.</summary>
    Ioc,

    /// <summary>All at once or nothing.</summary>
    Fok,
}
