using System.Security.Cryptography;

namespace TradingPlatform.Data;

/// <summary>Short ids that people and URLs see, beside the internal UUID: a prefix and 12 hex digits, e.g. <c>usr_1f09a3c4d5e6</c>.</summary>
public static class PublicId
{
    /// <summary>A new random id. <paramref name="prefix"/> is what stands before the underscore: <c>usr</c>, <c>str</c>, <c>log</c>.</summary>
    public static string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
}
