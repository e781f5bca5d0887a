using Bogus;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>A market for the demo data: each symbol starts at a plausible price and walks at random, as prices do.</summary>
internal sealed class MarketPrices(Randomizer random)
{
    private static readonly (string Symbol, decimal Start, decimal Tick)[] Listed =
    [
        ("BTCUSDT", 68_250.00m, 0.01m), ("ETHUSDT", 3_480.00m, 0.01m), ("SOLUSDT", 172.40m, 0.01m),
        ("AAPL", 231.20m, 0.01m), ("MSFT", 428.90m, 0.01m), ("NVDA", 139.60m, 0.01m),
        ("RELIANCE", 1_344.50m, 0.05m), ("TCS", 4_118.00m, 0.05m), ("INFY", 1_792.35m, 0.05m),
    ];

    private readonly Dictionary<string, decimal> last = Listed.ToDictionary(listed => listed.Symbol, listed => listed.Start);

    public static IReadOnlyList<string> Symbols { get; } = [.. Listed.Select(listed => listed.Symbol)];

    /// <summary>The next price of a symbol: at most 0.8 % from its last one, on the symbol's tick, never below ten ticks.</summary>
    public decimal Next(string symbol)
    {
        var tick = Listed.Single(listed => listed.Symbol == symbol).Tick;
        var moved = last[symbol] * (1 + random.Decimal(-0.008m, 0.008m));
        return last[symbol] = Math.Max(tick * 10, decimal.Round(moved / tick) * tick);
    }
}
