using Microsoft.Extensions.Configuration;

namespace TradingPlatform.Data.Tests;

/// <summary>Key rings for tests.</summary>
internal static class Keys
{
    public static string Random(byte seed) => Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 37 + seed))]);

    public static KeyRing Ring(string current, params string[] ids) => KeyRing.Of(
        Configuration([("CurrentKey", current), .. ids.Append(current).Distinct().Select(id => ($"Keys:{id}", (string?)Random((byte)id[^1])))]), isDevelopment: false);

    public static IConfiguration Configuration(params (string Key, string? Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Encryption:{value.Key}", value.Value))).Build();
}
