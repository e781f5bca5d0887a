using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Intraday strategies: every trader has one in each status, so that every list and every transition has its example.</summary>
internal static class DemoStrategies
{
    public static IReadOnlyList<Strategy> Create(IEnumerable<User> traders)
    {
        var random = new SeedRandom(part: 3);
        var prices = new MarketPrices(random.Values);
        return
        [
            .. from trader in traders
               from status in Enum.GetValues<StrategyStatus>()
               select Strategy(trader, status, random, prices),
        ];
    }

    private static Strategy Strategy(User trader, StrategyStatus status, SeedRandom random, MarketPrices prices)
    {
        var symbol = random.Values.ListItem([.. MarketPrices.Symbols]);
        var entry = prices.Next(symbol);
        var position = PositionIn(status, random);
        var createdAt = random.NextMoment(days: 60);
        var buyAt = new TimeOnly(9, 30).AddMinutes(random.Values.Int(0, 120));
        return new Strategy
        {
            Id = new StrategyId(random.NextId(createdAt)),
            PublicId = random.NextPublicId("str"),
            UserId = trader.Id,
            Symbol = symbol,
            BuyTime = buyAt,
            SellTime = buyAt.AddMinutes(random.Values.Int(30, 240)),
            StopLoss = decimal.Round(entry * 0.985m, 2),
            Quantity = random.Values.Int(1, 40),
            Status = status,
            Position = position,
            EntryPrice = position == StrategyPosition.None ? null : entry,
            ExitPrice = position switch
            {
                StrategyPosition.Sold => prices.Next(symbol),
                StrategyPosition.SlHit => decimal.Round(entry * 0.985m, 2),
                _ => null,
            },
            LastAction = position switch
            {
                StrategyPosition.Bought => "Bought at the opening of the window",
                StrategyPosition.Sold => "Sold at the end of the window",
                StrategyPosition.SlHit => "Sold by the stop loss",
                _ => null,
            },
            IsSimulated = random.Values.Bool(0.7f),
            CreatedAt = createdAt,
            UpdatedAt = createdAt.AddHours(random.Values.Int(1, 6)),
        };
    }

    private static StrategyPosition PositionIn(StrategyStatus status, SeedRandom random) => status switch
    {
        StrategyStatus.Created => StrategyPosition.None,
        StrategyStatus.Running => random.Values.Bool() ? StrategyPosition.Bought : StrategyPosition.None,
        StrategyStatus.Stopped => StrategyPosition.None,
        StrategyStatus.Completed => random.Values.Bool(0.7f) ? StrategyPosition.Sold : StrategyPosition.SlHit,
        StrategyStatus.Error => StrategyPosition.Bought,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status without a demo."),
    };
}
