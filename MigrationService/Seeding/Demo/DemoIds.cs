using System.Security.Cryptography;
using System.Text;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>The ids of the desk's people, made from their addresses: known before anything is drawn.</summary>
internal static class DemoIds
{
    public const int Traders = 20;

    /// <summary>Who left the desk.</summary>
    private const int LeaverNumber = 12;

    private static readonly DateTimeOffset Founded = new(2025, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, int Count)[] Staff = [("viewer", 4), ("researcher", 5), ("operator", 4), ("manager", 2)];

    /// <summary>Everybody's address: traders first.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [
        .. Enumerable.Range(1, Traders).Select(DevelopmentCredentials.TraderEmail),
        .. Staff.SelectMany(staff => Enumerable.Range(1, staff.Count).Select(number => $"{staff.Name}{number:00}@example.com")),
    ];

    public static UserId Leaver { get; } = Trader(LeaverNumber);

    /// <summary>A query of everybody's id. By address too: a desk of an older build is taken away with it.</summary>
    public static string PeopleSql =>
        $"SELECT id FROM identity.users WHERE id IN ({Quoted(Addresses.Select(address => Of(address).Value.ToString()))}) OR lower(email) IN ({Quoted(Addresses)})";

    public static UserId Trader(int number) => Of(DevelopmentCredentials.TraderEmail(number));

    /// <summary>When somebody came to the desk.</summary>
    public static DateTimeOffset JoinedAt(string address) => Founded.AddHours(HashOf(address)[15] * 24).AddSeconds(HashOf(address)[14] * 113);

    /// <summary>A UUIDv7 of when the person came, whose random bits come from the address.</summary>
    public static UserId Of(string address)
    {
        var bytes = HashOf(address).AsSpan(0, 16).ToArray();
        var milliseconds = JoinedAt(address).ToUnixTimeMilliseconds();
        for (var index = 0; index < 6; index++) bytes[index] = (byte)(milliseconds >> (40 - (8 * index)));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new UserId(new Guid(bytes, bigEndian: true));
    }

    private static byte[] HashOf(string address) => SHA256.HashData(Encoding.UTF8.GetBytes(address));

    private static string Quoted(IEnumerable<string> values) => string.Join(", ", values.Select(value => $"'{value}'"));
}
