using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TradingPlatform.Identity;

/// <summary>A random token: shown to its owner once, stored only as a hash.</summary>
/// <remarks>
/// 256 random bits cannot be guessed, so a fast hash without salt is enough, and the database can look it up by an index.
/// </remarks>
internal static class SecretToken
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
