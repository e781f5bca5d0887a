namespace TradingPlatform.Data;

/// <summary>Whether a user may sign in.</summary>
public enum UserStatus
{
    /// <summary>May sign in.</summary>
    Active,

    /// <summary>Barred by an operator, who may let the user in again.</summary>
    Suspended,

    /// <summary>Has left for good; the row stays for what it owns.</summary>
    Deactivated,
}
