using System.Text;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>What one transaction adds: a chunk, or the rest of one that an earlier, smaller load has begun.</summary>
/// <param name="Chunk">Which chunk.</param>
/// <param name="From">The first round trip that is missing; 0 for a chunk of which nothing is there.</param>
/// <param name="Trips">The round trips up to where the chunk shall go, those before <paramref name="From"/> too: positions count them all.</param>
/// <param name="HashedPassword">Of its traders.</param>
internal sealed record LoadPart(int Chunk, int From, IReadOnlyList<LoadTrip> Trips, string HashedPassword)
{
    private readonly byte[] _keyPrefix = Encoding.UTF8.GetBytes(LoadShape.KeyPrefixOf(Chunk));
    private readonly byte[][] _strategyNames = Bots(bot => Encoding.UTF8.GetBytes(LoadShape.StrategyName(Chunk, bot)));
    private readonly byte[][] _symbols = Bots(bot => Encoding.UTF8.GetBytes(LoadMarket.ListingOf(Chunk, bot).Symbol));

    /// <summary>What the keys of its trades begin with, and those of its orders at the broker.</summary>
    public ReadOnlySpan<byte> KeyPrefix => _keyPrefix;

    public bool IsNew => From == 0;

    /// <summary>The round trips that are added.</summary>
    public IEnumerable<LoadTrip> Added => Trips.Skip(From);

    /// <summary>The trades that are added.</summary>
    public int Trades => (Trips.Count - From) * LoadShape.TradesPerTrip;

    /// <summary>Makes the rows of a part; for any thread.</summary>
    public static LoadPart Of(LoadPlan plan, int chunk, int from)
    {
        var trips = new LoadTrip[plan.TripsOf(chunk)];
        for (var number = 0; number < trips.Length; number++) trips[number] = LoadTrip.Of(chunk, number);
        return new LoadPart(chunk, from, trips, plan.HashedPassword);
    }

    public ReadOnlySpan<byte> StrategyNameOf(int bot) => _strategyNames[bot];

    public ReadOnlySpan<byte> SymbolOf(int bot) => _symbols[bot];

    public Guid UserId(int user) => LoadShape.Id(LoadKind.User, Number(user, LoadShape.UsersPerChunk));

    public Guid OwnerOf(int bot) => UserId(bot / LoadShape.BotsPerUser);

    /// <summary>An owner has as many strategies as bots, for the same symbols.</summary>
    public Guid StrategyId(int bot) => LoadShape.Id(LoadKind.Strategy, Number(bot, LoadShape.BotsPerChunk));

    public Guid BotId(int bot) => LoadShape.Id(LoadKind.Bot, Number(bot, LoadShape.BotsPerChunk));

    /// <summary>A number of its kind among all chunks.</summary>
    public long Number(int index, int perChunk) => ((long)Chunk * perChunk) + index;

    private static byte[][] Bots(Func<int, byte[]> of) => [.. Enumerable.Range(0, LoadShape.BotsPerChunk).Select(of)];
}
