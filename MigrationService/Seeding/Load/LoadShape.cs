using System.Globalization;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>
/// The proportions of the load, and how its rows are called. A chunk is some traders with everything they have: it is written in one
/// transaction, so that it is there wholly or not at all, and refers to nothing outside of it.
/// </summary>
internal static class LoadShape
{
    /// <summary>A purchase and the sale that closes it, each filled by two trades.</summary>
    public const int TradesPerTrip = 4;

    public const int UsersPerChunk = 10;

    public const int BotsPerUser = 2;

    public const int BotsPerChunk = UsersPerChunk * BotsPerUser;

    public const int TripsPerBot = 125;

    public const int TripsPerChunk = BotsPerChunk * TripsPerBot;

    public const int TradesPerChunk = TripsPerChunk * TradesPerTrip;

    /// <summary>The largest load: the numbers in its keys have six digits for a chunk.</summary>
    public const long MostTrades = 1_000_000L * TradesPerChunk;

    /// <summary>Table and indexes for each trade, with the orders and logs that come with it; measured, for an estimate.</summary>
    public const int BytesPerTrade = 1_100;

    /// <summary>The domain of the traders' addresses: reserved by RFC 2606, and nobody else's here.</summary>
    public const string EmailDomain = "load.example";

    /// <summary>What the keys of the load's orders at the broker, its strategies and trades begin with.</summary>
    public const string KeyPrefix = "load-";

    /// <summary>The days of trading that the load tells of.</summary>
    public const int Days = 90;

    /// <summary>The end of the last day: the same rows whenever they are loaded.</summary>
    public static readonly DateTimeOffset Now = new(2026, 10, 30, 21, 0, 0, TimeSpan.Zero);

    /// <summary>The first moment at which something is bought: whatever begins until <see cref="Now"/> has to end by then too.</summary>
    public static readonly DateTimeOffset Start = Now.AddDays(-Days).AddHours(-8);

    /// <summary>What the keys of a chunk's trades begin with, and those of its orders at the broker; a number of five digits follows: <c>load-000012-00345</c>.</summary>
    public static string KeyPrefixOf(int chunk) => string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{chunk:000000}-");

    /// <summary>The name of a bot's strategy, on which the keys of its orders depend.</summary>
    public static string StrategyName(int chunk, int bot) => string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{chunk:000000}-{bot:00}");

    public static string Email(int chunk, int user) => string.Create(CultureInfo.InvariantCulture, $"trader{chunk:000000}{user}@{EmailDomain}");

    /// <summary>A public id that tells the load from everything else: its digits begin with 10ad.</summary>
    public static string PublicId(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_10ad{number:x8}");

    /// <summary>A UUIDv7 (RFC 9562) that follows from its kind and number, in the order of the numbers.</summary>
    public static Guid Id(LoadKind kind, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        var milliseconds = Start.ToUnixTimeMilliseconds() + number;
        for (var index = 0; index < 6; index++) bytes[index] = (byte)(milliseconds >> (40 - (8 * index)));
        bytes[6] = 0x70;
        bytes[7] = (byte)kind;
        bytes[8] = 0x80;
        "\0load"u8.CopyTo(bytes[9..]);
        bytes[14] = (byte)(number >> 8);
        bytes[15] = (byte)number;
        return new Guid(bytes, bigEndian: true);
    }
}
