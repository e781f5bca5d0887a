namespace TradingPlatform.Data;

/// <summary>What is held of a symbol. <c>execution.positions</c>.</summary>
public sealed class Position
{
    /// <summary>Key: what is held.</summary>
    public required string Symbol { get; init; }

    /// <summary>How many; negative when short, 0 when closed.</summary>
    public decimal Qty { get; set; }

    /// <summary>The average price paid; above zero unless the position is closed.</summary>
    public decimal AvgEntryPrice { get; set; }

    /// <summary>The last known price.</summary>
    public decimal? CurrentPrice { get; set; }

    /// <summary>Profit (or loss, negative) at the current price.</summary>
    [Money]
    public decimal? UnrealizedPl { get; set; }

    /// <summary>Profit (or loss, negative) of what was closed. Default 0.</summary>
    [Money]
    public decimal RealizedPl { get; set; }

    /// <summary>When it was last changed: kept by a trigger.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Row version (xmin): fills and reconciliation both write.</summary>
    public uint Version { get; private set; }
}
