namespace TradingPlatform.Identity;

/// <summary>The one authentication scheme of the platform: an opaque access token, looked up at each request.</summary>
public static class BearerScheme
{
    /// <summary>The scheme's name, and what stands before the token in the Authorization header.</summary>
    public const string Name = "Bearer";
}
