namespace TradingPlatform.Data;

/// <summary>A trader's intraday plan: buy one symbol at a time of day, sell it at another, or at the stop-loss. <c>trading.strategies</c>.</summary>
public sealed class Strategy
{
    /// <summary>Internal key.</summary>
    public StrategyId Id { get; init; } = StrategyId.New();

    /// <summary>The id that URLs show: <c>str_</c> and 12 hex digits.</summary>
    public string PublicId { get; init; } = Data.PublicId.New("str");

    /// <summary>The owner.</summary>
    public required UserId UserId { get; init; }

    /// <summary>What is traded.</summary>
    public required string Symbol { get; set; }

    /// <summary>When to buy, in the exchange's local time.</summary>
    public required TimeOnly BuyTime { get; set; }

    /// <summary>When to sell, in the exchange's local time; after <see cref="BuyTime"/>.</summary>
    public required TimeOnly SellTime { get; set; }

    /// <summary>The price at which a loss is taken; above zero.</summary>
    public required decimal StopLoss { get; set; }

    /// <summary>How many to trade; above zero.</summary>
    public required int Quantity { get; set; }

    /// <summary>Where the strategy stands. Default <see cref="StrategyStatus.Created"/>.</summary>
    public StrategyStatus Status { get; set; }

    /// <summary>What it holds. Default <see cref="StrategyPosition.None"/>.</summary>
    public StrategyPosition Position { get; set; }

    /// <summary>The price paid, once bought.</summary>
    public decimal? EntryPrice { get; set; }

    /// <summary>The price received, once sold.</summary>
    public decimal? ExitPrice { get; set; }

    /// <summary>What the strategy did last, for people.</summary>
    public string? LastAction { get; set; }

    /// <summary>True: no order leaves the platform. Default true.</summary>
    public bool IsSimulated { get; set; } = true;

    /// <summary>When it was defined; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; the database's clock on insert unless set.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Row version (xmin): the owner and the strategy's runner both edit.</summary>
    public uint Version { get; private set; }
}
