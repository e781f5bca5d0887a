namespace TradingPlatform.Identity;

/// <summary>The authorization policies.</summary>
public static class Policies
{
    /// <summary>Only operators of the platform.</summary>
    public const string AdminOnly = "AdminOnly";

    internal const string AdminRole = "admin";
}
