namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// A market for the demo data: each price walks at random from a plausible start, in steps of a quarter of an hour, in the venue's sessions
/// alone; overnight and over weekends it makes a gap.
/// </summary>
internal sealed class Market
{
    public const int Days = 120;

    private const decimal Step = 0.004m;
    private const decimal Gap = 0.025m;

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, (List<DateTimeOffset> At, List<decimal> Price)> _paths = [];

    public Market()
    {
        var random = new SeedRandom(part: 2);
        foreach (var instrument in Instrument.All) _paths[instrument.Symbol] = Walk(instrument, random);
    }

    /// <summary>The sessions of an instrument, the oldest first.</summary>
    public static IReadOnlyList<Session> SessionsOf(Instrument instrument, int days = Days) => [.. TradingCalendar.Sessions(instrument.Venue, days)];

    /// <summary>Those that ended by <paramref name="until"/>.</summary>
    public static IReadOnlyList<Session> SessionsOf(Instrument instrument, int days, DateTimeOffset until) =>
        [.. TradingCalendar.Sessions(instrument.Venue, days).Where(session => session.Close <= until)];

    /// <summary>The last price at a moment.</summary>
    public decimal PriceAt(Instrument instrument, DateTimeOffset at)
    {
        var (moments, prices) = _paths[instrument.Symbol];
        var found = moments.BinarySearch(at);
        return prices[Math.Max(0, found >= 0 ? found : ~found - 1)];
    }

    /// <summary>The price of a fill: at most a few ticks from the last one.</summary>
    public decimal FillAt(Instrument instrument, DateTimeOffset at, SeedRandom random) =>
        instrument.OnTick(PriceAt(instrument, at) * (1 + (random.NextDeviation() * 0.0008m)));

    private static (List<DateTimeOffset> At, List<decimal> Price) Walk(Instrument instrument, SeedRandom random)
    {
        var path = (At: new List<DateTimeOffset>(), Price: new List<decimal>());
        var (price, step) = (instrument.Start, instrument.Venue == Venue.Crypto ? Step : Step * 0.75m);
        foreach (var session in SessionsOf(instrument, Days + 1))
        {
            if (instrument.Venue != Venue.Crypto) price *= 1 + (random.NextDeviation() * Gap);

            for (var at = session.Open; at < session.Close; at += Quarter)
            {
                price = instrument.OnTick(price);
                path.At.Add(at);
                path.Price.Add(price);

                // Pulled back a little towards the start, as a price that has run far away is.
                price *= 1 + (random.NextDeviation() * step) + ((instrument.Start - price) / instrument.Start * 0.0005m);
            }
        }

        return path;
    }
}
