using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Intraday strategies: every active trader has one in each status, so that every list and every transition has its example.</summary>
internal sealed class Strategies
{
    // Without the coins of which one costs more than a share ever does: quantities are whole.
    private static readonly Instrument[] Traded = [.. Instrument.All.Where(instrument => instrument.Start < 3_000m || instrument.Venue != Venue.Crypto)];

    private readonly SeedRandom _random = new(part: 7);
    private int _count;

    public Strategies(People people)
    {
        All = [.. people.Traders.SelectMany(trader => Enum.GetValues<StrategyStatus>().Where(status => CanHave(trader, status)).Select(status => Strategy(trader, status)))];
    }

    public IReadOnlyList<Strategy> All { get; }

    /// <summary>Of who may not sign in, nothing runs.</summary>
    private static bool CanHave(User trader, StrategyStatus status) => trader.Status == UserStatus.Active || status != StrategyStatus.Running;

    /// <summary>What <see cref="StrategyTrading"/> makes of it: the position, the prices and the last action.</summary>
    private Strategy Strategy(User trader, StrategyStatus status)
    {
        var instrument = Traded[_count % Traded.Length];
        var createdAt = _random.NextMoment(SeedRandom.Now.AddDays(-90), SeedRandom.Now.AddDays(-70));
        var buyAt = new TimeOnly(9, 35).AddMinutes(_random.Values.Int(0, 120));
        return new Strategy
        {
            Id = new StrategyId(_random.NextId(createdAt)),
            PublicId = _random.NextPublicId("str"),
            UserId = trader.Id,
            Symbol = instrument.Symbol,
            BuyTime = buyAt,
            SellTime = buyAt.AddMinutes(_random.Values.Int(30, 200)),
            StopLoss = instrument.OnTick(instrument.Start * 0.9m),

            // Of one symbol no two have the same: the ids of their orders are made of it.
            Quantity = (_count++ / Traded.Length) + 1,
            Status = status,
            IsSimulated = status == StrategyStatus.Created || _random.Chance(60),
            CreatedAt = createdAt,
            UpdatedAt = createdAt,
        };
    }
}
