using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Two bots a trader, with the state that their last run left.</summary>
internal static class DemoBots
{
    private const int BotsPerTrader = 2;

    public static IReadOnlyList<BotConfig> Create(IEnumerable<User> traders)
    {
        var random = new SeedRandom(part: 4);
        var prices = new MarketPrices(random.Values);
        return
        [
            .. from trader in traders
               from number in Enumerable.Range(1, BotsPerTrader)
               select Bot(trader, number, random, prices),
        ];
    }

    private static BotConfig Bot(User trader, int number, SeedRandom random, MarketPrices prices)
    {
        var symbol = random.Values.ListItem([.. MarketPrices.Symbols]);
        var status = random.Values.Enum<BotStatus>();
        var createdAt = random.NextMoment(days: 90);
        var fast = random.Values.Int(5, 12);
        var bot = new BotConfig
        {
            Id = new BotConfigId(random.NextId(createdAt)),
            UserId = trader.Id,
            Name = $"{symbol} momentum {number}",
            Symbol = symbol,
            Timeframe = random.Values.Enum<Timeframe>(),
            IsActive = status is BotStatus.Running or BotStatus.Waiting or BotStatus.Pending,
            InitialCapital = random.Values.Int(1, 50) * 1_000m,
            DailyTargetPerc = 2,
            MaxDailyLossPerc = 3,
            PositionSizePerc = random.Values.Int(5, 25),
            StopLossPerc = 1.5m,
            TakeProfitPerc = 3,
            TrailingStopPerc = 0.8m,
            TrailingStopActive = random.Values.Bool(),
            EmaFast = fast,
            EmaSlow = fast + random.Values.Int(8, 20),
            RsiPeriod = 14,
            RsiOversold = 30,
            RsiOverbought = 70,
            MaxDailyTrades = random.Values.Int(3, 12),
            CreatedAt = createdAt,
            UpdatedAt = SeedRandom.Now,
        };
        bot.State = State(bot, status, random, prices.Next(symbol));
        return bot;
    }

    private static BotState State(BotConfig bot, BotStatus status, SeedRandom random, decimal price)
    {
        var inPosition = status == BotStatus.Running && random.Values.Bool();
        return new BotState
        {
            BotConfigId = bot.Id,
            Status = status,
            StatusReason = status switch
            {
                BotStatus.Paused => "The daily target is reached.",
                BotStatus.Waiting => "No signal on the last candle.",
                _ => null,
            },
            InPosition = inPosition,
            EntryPrice = inPosition ? price : null,
            CurrentPositionSize = inPosition ? decimal.Round(bot.InitialCapital * 0.1m / price, 6) : null,
            MaxPriceSinceEntry = inPosition ? price : null,
            TakeProfitPrice = inPosition ? decimal.Round(price * (1 + (bot.TakeProfitPerc / 100)), 2) : null,
            StopLossPrice = inPosition ? decimal.Round(price * (1 - (bot.StopLossPerc / 100)), 2) : null,
            LastRunAt = status == BotStatus.Pending ? null : random.NextMoment(days: 1),
            LastErrorMessage = status == BotStatus.Error ? "The exchange answered 429: too many requests." : null,
            LastUpdatedAt = SeedRandom.Now,
        };
    }
}
