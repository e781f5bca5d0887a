namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>
/// Prices that can be asked for at any moment: noise of several periods on top of each other, whole numbers throughout because
/// floating point would differ from machine to machine. Prices are in ten-thousandths.
/// </summary>
internal static class LoadMarket
{
    private const int FirstSequence = 100;
    private const int Unit = 1 << 16;

    private static readonly LoadListing[] Listed =
    [
        new(0, "BTCUSDT", "USDT", 682_500_000, 100), new(1, "ETHUSDT", "USDT", 34_800_000, 100), new(2, "SOLUSDT", "USDT", 1_724_000, 100),
        new(3, "AAPL", "USD", 2_312_000, 100), new(4, "MSFT", "USD", 4_289_000, 100), new(5, "NVDA", "USD", 1_396_000, 100),
        new(6, "RELIANCE", "INR", 13_445_000, 500), new(7, "TCS", "INR", 41_180_000, 500), new(8, "INFY", "INR", 17_923_500, 500),
    ];

    /// <summary>Each wave's length in seconds, and how far it moves a price, in millionths.</summary>
    private static readonly (long Seconds, int Reach)[] Waves =
        [(30 * 86_400, 120_000), (5 * 86_400, 50_000), (86_400, 20_000), (7_200, 6_000), (600, 2_000)];

    /// <summary>What a bot trades. Neighbours never trade the same.</summary>
    public static LoadListing ListingOf(int chunk, int bot) => Listed[(chunk + bot) % Listed.Length];

    /// <summary>The price on the listing's tick, at a moment in microseconds.</summary>
    public static long Price(LoadListing listing, long microseconds)
    {
        var seconds = microseconds / 1_000_000;
        var sequence = FirstSequence + (listing.Number * Waves.Length);
        var moved = 0L;
        foreach (var (length, reach) in Waves)
        {
            var (cell, rest) = Math.DivRem(seconds, length);
            var along = rest * Unit / length;
            var smooth = along * along / Unit * ((3 * Unit) - (2 * along)) / Unit;
            var from = LoadChance.Number(sequence, cell, 2 * reach) - reach;
            var to = LoadChance.Number(sequence++, cell + 1, 2 * reach) - reach;
            moved += from + ((to - from) * smooth / Unit);
        }

        return (listing.Price + (listing.Price / 1000 * moved / 1000)) / listing.Tick * listing.Tick;
    }
}
