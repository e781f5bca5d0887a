namespace TradingPlatform.Data;

/// <summary>How the platform learned of a trade.</summary>
public enum TradeSource
{
    /// <summary>The broker or the exchange reported it.</summary>
    Broker,

    /// <summary>Comparing the books with the broker's found it.</summary>
    Reconciliation,

    /// <summary>Somebody entered it.</summary>
    Manual,

    /// <summary>No order left the platform.</summary>
    Simulation,
}
