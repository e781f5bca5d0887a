using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Two bots a trader, in every status; what their state says of positions and of the day is what their trades left.</summary>
internal sealed class Bots
{
    private const int PerTrader = 2;

    private static readonly BotStatus[] Ended = [BotStatus.Stopped, BotStatus.Error, BotStatus.Paused];

    private readonly SeedRandom _random = new(part: 5);

    // The first trader's run: that one is looked at first.
    private int _count = (int)BotStatus.Running;

    public Bots(People people, Connections connections)
    {
        All =
        [
            .. from pair in people.Traders.Zip(connections.Exchanges)
               from number in Enumerable.Range(1, PerTrader)
               select Bot(pair.First, pair.Second, number),
        ];
    }

    public IReadOnlyList<BotConfig> All { get; }

    private BotConfig Bot(User trader, ExchangeApiKey key, int number)
    {
        // Coins for the first, so that something is traded at weekends; the second takes turns.
        var instrument = number == 1 ? Instrument.All[_random.Values.Int(0, 2)] : _random.One(Instrument.All);
        var status = trader.Status == UserStatus.Active ? (BotStatus)(_count++ % 6) : Ended[_count++ % Ended.Length];
        var createdAt = _random.NextMoment(SeedRandom.Now.AddDays(-110), SeedRandom.Now.AddDays(-95));
        var fast = _random.Values.Int(5, 12);
        var isEma = number == PerTrader;
        var bot = new BotConfig
        {
            Id = new BotConfigId(_random.NextId(createdAt)),
            UserId = trader.Id,
            Name = $"{instrument.Symbol} {(isEma ? "trend" : "momentum")} {number}",
            Symbol = instrument.Symbol,
            Timeframe = Enum.GetValues<Timeframe>()[_count % 6],
            IsActive = status is BotStatus.Running or BotStatus.Waiting or BotStatus.Pending,
            InitialCapital = _random.Values.Int(5, 50) * 1_000m,
            DailyTargetPerc = 2,
            MaxDailyLossPerc = 3,
            PositionSizePerc = _random.Values.Int(5, 25),
            StopLossPerc = 1.5m,
            TakeProfitPerc = 3,
            TrailingStopPerc = 0.8m,
            TrailingStopActive = _random.Chance(50),
            EmaFast = fast,
            EmaSlow = fast + _random.Values.Int(8, 20),
            RsiPeriod = 14,
            RsiOversold = 30,
            RsiOverbought = 70,
            MaxDailyTrades = _random.Values.Int(6, 12),
            ExchangeApiKeyId = instrument.Venue == Venue.Crypto ? key.Id : null,
            Strategy = isEma ? BotStrategy.Ema : BotStrategy.Simple,
            EmaPeriod = isEma ? 50 : null,
            PositionType = instrument.Venue == Venue.Crypto && _random.Chance(30) ? BotPositionType.Futures : BotPositionType.Spot,
            Leverage = _random.One([1, 5, 10, 20]),
            CreatedAt = createdAt,
            UpdatedAt = SeedRandom.Now.AddHours(-_random.Values.Int(1, 200)),
        };
        bot.State = State(bot, status);
        return bot;
    }

    private BotState State(BotConfig bot, BotStatus status) => new()
    {
        BotConfigId = bot.Id,
        Status = status,
        StatusReason = status switch
        {
            BotStatus.Paused => "The daily target is reached.",
            BotStatus.Waiting => "No signal on the last candle.",
            _ => null,
        },
        LastRunAt = status == BotStatus.Pending ? null : SeedRandom.Now.AddSeconds(-_random.Values.Int(20, 3_000)),
        LastErrorMessage = status == BotStatus.Error ? "The exchange answered 429: too many requests." : null,
        LastUpdatedAt = SeedRandom.Now,
    };
}
