using System.Text.Json;
using Bogus;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// The only source of chance of the demo data: the same seed and clock give the same rows on every machine and in every
/// culture, so that two developers can talk about "the third trade of trader05".
/// </summary>
internal sealed class SeedRandom
{
    private const int Seed = 20_260_105;

    /// <summary>The moment that the demo data calls "now": the close of a trading day, a Friday.</summary>
    public static readonly DateTimeOffset Now = new(2026, 10, 30, 21, 0, 0, TimeSpan.Zero);

    /// <param name="part">The part of the data that draws: each part has a sequence of its own, so adding one leaves the others alone.</param>
    public SeedRandom(int part)
    {
        Values = new Randomizer(Seed + part);
        Faker = new Faker("en") { Random = Values };
    }

    public Randomizer Values { get; }

    public Faker Faker { get; }

    /// <summary>A UUIDv7 (RFC 9562) of the given moment whose random bits come from this sequence instead of the system.</summary>
    public Guid NextId(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        Values.Bytes(16).CopyTo(bytes);
        var milliseconds = at.ToUnixTimeMilliseconds();
        for (var index = 0; index < 6; index++)
            bytes[index] = (byte)(milliseconds >> (40 - (8 * index)));

        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A public id such as <c>usr_3f9c0a1b2d4e</c>.</summary>
    public string NextPublicId(string prefix) => prefix + "_" + Convert.ToHexStringLower(Values.Bytes(6));

    /// <summary>A moment in the past of <see cref="Now"/>, at most <paramref name="days"/> days ago, to the second.</summary>
    public DateTimeOffset NextMoment(int days) => NextMoment(Now.AddDays(-days), Now.AddSeconds(-60));

    /// <summary>A moment between two, to the second.</summary>
    public DateTimeOffset NextMoment(DateTimeOffset from, DateTimeOffset until) => from.AddSeconds(Values.Int(0, (int)(until - from).TotalSeconds));

    /// <summary>A number from -1 to 1 that is mostly near 0. Sums and products of decimals alone: logarithms differ in their last digits from machine to machine.</summary>
    public decimal NextDeviation() => (Values.Int(-1_000, 1_000) + Values.Int(-1_000, 1_000) + Values.Int(-1_000, 1_000)) / 3_000m;

    /// <summary>One of several.</summary>
    public T One<T>(IReadOnlyList<T> items) => items[Values.Int(0, items.Count - 1)];

    /// <summary>True so many times out of a hundred.</summary>
    public bool Chance(int percent) => Values.Int(1, 100) <= percent;

    /// <summary>A JSON value.</summary>
    public static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);
}
