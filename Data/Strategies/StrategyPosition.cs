namespace TradingPlatform.Data;

/// <summary>What a strategy holds.</summary>
public enum StrategyPosition
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>Bought, not yet sold.</summary>
    Bought,

    /// <summary>Sold at its time.</summary>
    Sold,

    /// <summary>Sold because the stop-loss was reached.</summary>
    SlHit,
}
