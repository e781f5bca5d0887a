using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace TradingPlatform.Data;

/// <summary>
/// Reads the keys of section <c>Encryption</c>: <c>CurrentKey</c>, and a base64 text of 32 bytes for each id under <c>Keys</c>, or all of
/// them as one text <c>id=key,id=key</c>, which is what a deployment with one secret wants.
/// </summary>
internal static partial class EncryptionKeys
{
    public const int Length = 32;

    private const string Section = "Encryption";

    /// <summary>The key that everybody has who has the sources: for a developer's machine alone.</summary>
    private static byte[] DevelopmentKey => HKDF.DeriveKey(HashAlgorithmName.SHA256, "TradingPlatform"u8.ToArray(), Length, info: "development key"u8.ToArray());

    /// <summary>The current key's id and all keys by id.</summary>
    /// <exception cref="EncryptionException"><see cref="EncryptionFailure.NotConfigured"/>.</exception>
    public static (string Current, IReadOnlyDictionary<string, byte[]> Keys) Read(IConfiguration configuration, bool isDevelopment)
    {
        var section = configuration.GetSection(Section);
        var keys = new Dictionary<string, byte[]>();
        foreach (var (id, text) in Texts(section.GetSection("Keys")))
        {
            if (!keys.TryAdd(IdOf(id), Parse(id, text, isDevelopment))) throw Bad($"{Section}:Keys has the id '{IdOf(id)}' twice: keep one of the two.");
        }

        var current = section["CurrentKey"]?.Trim().ToLowerInvariant();
        if (isDevelopment) keys.TryAdd(KeyRing.DevelopmentKeyId, DevelopmentKey);
        else if (keys.Count == 0)
            throw Bad($"No key is configured to encrypt credentials with: set {Section}:CurrentKey to an id and {Section}:Keys:<id> to 32 random bytes in base64 (openssl rand -base64 32).");

        if (string.IsNullOrEmpty(current))
        {
            if (!isDevelopment || keys.Count > 1) throw Bad($"{Section}:CurrentKey is missing: set it to the id of the key that encrypts from now on, one of {Ids(keys)}.");
            current = KeyRing.DevelopmentKeyId;
        }

        return keys.ContainsKey(current)
            ? (current, keys)
            : throw Bad($"{Section}:CurrentKey is '{current}', and there is no {Section}:Keys:{current}: add the key, or name one of {Ids(keys)}.");
    }

    /// <summary>Ids for a sentence.</summary>
    public static string Ids(IReadOnlyDictionary<string, byte[]> keys) => string.Join(", ", keys.Keys.Order(StringComparer.Ordinal));

    private static IEnumerable<(string Id, string? Text)> Texts(IConfigurationSection keys)
    {
        foreach (var entry in (keys.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // What stands there instead may be a key: it is not repeated.
            if (entry.Split('=', 2) is not [{ Length: > 0 } id, var text]) throw Bad($"{Section}:Keys has an entry without an id: write id=key, and a comma between two.");
            yield return (id, text);
        }

        foreach (var key in keys.GetChildren()) yield return (key.Key, key.Value);
    }

    // Configuration does not tell upper case from lower: an environment variable may have been written in either.
    private static string IdOf(string text)
    {
        var id = text.Trim().ToLowerInvariant();
        return Id().IsMatch(id) ? id : throw Bad($"{Section}:Keys has the id '{text}': use up to 50 letters, digits, '.', '-' and '_'.");
    }

    private static byte[] Parse(string id, string? text, bool isDevelopment)
    {
        var key = new byte[Length + 1];
        if (!Convert.TryFromBase64String(text?.Trim() ?? "", key, out var length) || length != Length)
            throw Bad($"{Section}:Keys:{id} is not a key: give 32 random bytes in base64 (openssl rand -base64 32).");

        key = key[..Length];
        if (key.Distinct().Count() < Length / 4) throw Bad($"{Section}:Keys:{id} is not random: make one with openssl rand -base64 32.");
        if (!isDevelopment && (IdOf(id) == KeyRing.DevelopmentKeyId || CryptographicOperations.FixedTimeEquals(key, DevelopmentKey)))
            throw Bad($"{Section}:Keys:{id} is the key of developers' machines, which is no secret: make one with openssl rand -base64 32.");
        return key;
    }

    private static EncryptionException Bad(string message) => new(EncryptionFailure.NotConfigured, message);

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,49}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
