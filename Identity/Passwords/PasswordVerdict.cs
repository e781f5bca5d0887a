namespace TradingPlatform.Identity;

/// <summary>The outcome of comparing a password with its stored hash.</summary>
public enum PasswordVerdict
{
    /// <summary>Not the password, or no such user.</summary>
    Wrong,

    /// <summary>The password.</summary>
    Right,

    /// <summary>The password, but hashed with weaker parameters than today's: store a new hash.</summary>
    RightButOutdated,
}
