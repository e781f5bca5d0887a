namespace TradingPlatform.Data;

/// <summary>What a bot is doing now, written by its runner. <c>trading.bot_states</c>; shares the key of its <see cref="BotConfig"/>.</summary>
public sealed class BotState
{
    /// <summary>The bot, and the key.</summary>
    public BotConfigId BotConfigId { get; init; }

    /// <summary>What it is doing. Default <see cref="BotStatus.Stopped"/>.</summary>
    public BotStatus Status { get; set; }

    /// <summary>Why, for people.</summary>
    public string? StatusReason { get; set; }

    /// <summary>Whether it holds a position. Default false.</summary>
    public bool InPosition { get; set; }

    /// <summary>The price paid for the position.</summary>
    public decimal? EntryPrice { get; set; }

    /// <summary>How much it holds.</summary>
    public decimal? CurrentPositionSize { get; set; }

    /// <summary>Where the trailing stop stands now.</summary>
    public decimal? TrailingStopPrice { get; set; }

    /// <summary>The highest price since the entry, which the trailing stop follows.</summary>
    public decimal? MaxPriceSinceEntry { get; set; }

    /// <summary>Where the profit is taken.</summary>
    public decimal? TakeProfitPrice { get; set; }

    /// <summary>Where the loss is taken.</summary>
    public decimal? StopLossPrice { get; set; }

    /// <summary>Profit (or loss, negative) of the day. Default 0.</summary>
    [Money]
    public decimal DailyPnl { get; set; }

    /// <summary>Trades of the day. Default 0.</summary>
    public int DailyTradesCount { get; set; }

    /// <summary>The last look at the market.</summary>
    public DateTimeOffset? LastRunAt { get; set; }

    /// <summary>The last failure.</summary>
    public string? LastErrorMessage { get; set; }

    /// <summary>When the state was last written; the database's clock on insert unless set.</summary>
    public DateTimeOffset LastUpdatedAt { get; set; }

    /// <summary>Row version (xmin): the runner and the owner's stop both write.</summary>
    public uint Version { get; private set; }
}
