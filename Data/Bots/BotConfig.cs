namespace TradingPlatform.Data;

/// <summary>What a bot trades and within which limits, as its owner set it. <c>trading.bot_configs</c>. Percentages: 1.5 means 1.5 %.</summary>
public sealed class BotConfig
{
    /// <summary>Internal key.</summary>
    public BotConfigId Id { get; init; } = BotConfigId.New();

    /// <summary>The owner.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The owner's name for the bot.</summary>
    public required string Name { get; set; }

    /// <summary>What is traded, e.g. <c>BTCUSDT</c>.</summary>
    public required string Symbol { get; set; }

    /// <summary>The candles it looks at.</summary>
    public required Timeframe Timeframe { get; set; }

    /// <summary>The owner wants it to run. Default false; what it does is in <see cref="State"/>.</summary>
    public bool IsActive { get; set; }

    /// <summary>The money it starts with; above zero.</summary>
    [Money]
    public required decimal InitialCapital { get; set; }

    /// <summary>Stop for the day at this gain, in percent of the capital; null: no target.</summary>
    public decimal? DailyTargetPerc { get; set; }

    /// <summary>Stop for the day at this loss, in percent of the capital; null: no limit.</summary>
    public decimal? MaxDailyLossPerc { get; set; }

    /// <summary>Size of a position, in percent of the capital; null where <see cref="PositionSizeFixed"/> says it.</summary>
    public decimal? PositionSizePerc { get; set; }

    /// <summary>Size of a position in the quote currency; null where <see cref="PositionSizePerc"/> says it.</summary>
    [Money]
    public decimal? PositionSizeFixed { get; set; }

    /// <summary>Take a loss at this distance from the entry, in percent; above zero.</summary>
    public required decimal StopLossPerc { get; set; }

    /// <summary>Take a profit at this distance from the entry, in percent; above zero.</summary>
    public required decimal TakeProfitPerc { get; set; }

    /// <summary>How far the trailing stop follows the price, in percent; null: none.</summary>
    public decimal? TrailingStopPerc { get; set; }

    /// <summary>Whether the trailing stop is used. Default false.</summary>
    public bool TrailingStopActive { get; set; }

    /// <summary>Periods of the fast exponential moving average; below <see cref="EmaSlow"/>.</summary>
    public required int EmaFast { get; set; }

    /// <summary>Periods of the slow exponential moving average.</summary>
    public required int EmaSlow { get; set; }

    /// <summary>Periods of the relative strength index; above zero.</summary>
    public required int RsiPeriod { get; set; }

    /// <summary>Below this index the symbol counts as oversold; 0 to 100, below <see cref="RsiOverbought"/>.</summary>
    public required int RsiOversold { get; set; }

    /// <summary>Above this index the symbol counts as overbought; 0 to 100.</summary>
    public required int RsiOverbought { get; set; }

    /// <summary>How many trades a day at most; null: no limit.</summary>
    public int? MaxDailyTrades { get; set; }

    /// <summary>Seconds between two looks at the market. Default 60.</summary>
    public int CheckIntervalSeconds { get; set; } = 60;

    /// <summary>The keys it trades with; null: none chosen, or the pair was deleted, and it cannot trade.</summary>
    public ExchangeApiKeyId? ExchangeApiKeyId { get; set; }

    /// <summary>How it decides. Default <see cref="BotStrategy.Simple"/>.</summary>
    public BotStrategy Strategy { get; set; }

    /// <summary>Periods of the one moving average of <see cref="BotStrategy.Ema"/>, which needs it; above zero.</summary>
    public int? EmaPeriod { get; set; }

    /// <summary>Advanced settings: periods of the fast average; above zero, below <see cref="CustomEmaSlow"/>. Default 8.</summary>
    public int CustomEmaFast { get; set; } = 8;

    /// <summary>Advanced settings: periods of the slow average. Default 21.</summary>
    public int CustomEmaSlow { get; set; } = 21;

    /// <summary>Advanced settings: periods of the relative strength index; above zero. Default 7.</summary>
    public int CustomRsiPeriod { get; set; } = 7;

    /// <summary>Advanced settings: oversold below; 0 to 100, below <see cref="CustomRsiOverbought"/>. Default 35.</summary>
    public int CustomRsiOversold { get; set; } = 35;

    /// <summary>Advanced settings: overbought above; 0 to 100. Default 65.</summary>
    public int CustomRsiOverbought { get; set; } = 65;

    /// <summary>Advanced settings: distance of the stop loss from the entry, in percent; above zero. Default 0.5.</summary>
    public decimal CustomStopLoss { get; set; } = 0.5m;

    /// <summary>Advanced settings: distance of the take profit from the entry, in percent; above zero. Default 1.5.</summary>
    public decimal CustomTakeProfit { get; set; } = 1.5m;

    /// <summary>Advanced settings: how far the trailing stop follows, in percent; above zero. Default 0.3.</summary>
    public decimal CustomTrailingStop { get; set; } = 0.3m;

    /// <summary>What it holds. Default <see cref="BotPositionType.Spot"/>.</summary>
    public BotPositionType PositionType { get; set; }

    /// <summary>How much is moved to the futures account before a trade, in the quote currency; above zero. Null: the whole balance.</summary>
    [Money]
    public decimal? TransferAmount { get; set; }

    /// <summary>Whether the bot moves that by itself. Default true.</summary>
    public bool AutoTransferFunds { get; set; } = true;

    /// <summary>Leverage of a future, 1 to 125. Default 10.</summary>
    public int Leverage { get; set; } = 10;

    /// <summary>When the bot was made; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; the database's clock on insert unless set.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>What the bot is doing; null until it was first started.</summary>
    public BotState? State { get; set; }

    /// <summary>Row version (xmin): the owner and operators both edit.</summary>
    public uint Version { get; private set; }
}
