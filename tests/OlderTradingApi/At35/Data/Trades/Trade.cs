namespace TradingPlatform.Data;

/// <summary>A fill: what was really bought or sold, and at which price. <c>execution.trades</c>.</summary>
public sealed class Trade
{
    /// <summary>Key: the broker's id of the fill, or one made by who simulates it.</summary>
    public required string TradeId { get; init; }

    /// <summary>Whose trade.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The bot that traded, if one did.</summary>
    public BotConfigId? BotConfigId { get; init; }

    /// <summary>The order that was filled, where the platform made it (<see cref="Order.ClientOrderId"/>).</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>The broker's id of the order.</summary>
    public string? BrokerOrderId { get; init; }

    /// <summary>What was traded.</summary>
    public required string Symbol { get; init; }

    /// <summary>Bought or sold.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>The price of one; above zero.</summary>
    public required decimal Price { get; init; }

    /// <summary>How many; above zero.</summary>
    public required decimal Qty { get; init; }

    /// <summary>Price × quantity, in the quote currency, as the broker counted it.</summary>
    public decimal? QuoteQty { get; init; }

    /// <summary>What the broker took, in <see cref="CommissionAsset"/>; may be negative (a rebate).</summary>
    public decimal? CommissionAmount { get; init; }

    /// <summary>The currency or coin of the commission.</summary>
    public string? CommissionAsset { get; init; }

    /// <summary>Profit (or loss, negative) as the bot reckoned it, on the closing trade.</summary>
    [Money]
    public decimal? Pnl { get; set; }

    /// <summary>What the trade realized against the position's average entry, commissions taken off; null where nobody has reckoned it.</summary>
    [Money]
    public decimal? RealizedPnl { get; set; }

    /// <summary>When it was filled.</summary>
    public required DateTimeOffset ExecutedAt { get; init; }

    /// <summary>When the platform learned of it; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
