using System.Net;

namespace TradingPlatform.Data;

/// <summary>
/// A request for a new password, redeemed once with the token that was mailed. Stored in <c>identity.password_resets</c>; the token only as
/// SHA-256. Whoever asks gets the same answer whether or not the address belongs to somebody.
/// </summary>
public sealed class PasswordReset
{
    /// <summary>How long a token may be redeemed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Internal key.</summary>
    public PasswordResetId Id { get; init; } = PasswordResetId.New();

    /// <summary>Whose password.</summary>
    public required UserId UserId { get; init; }

    /// <summary>SHA-256 of the token, 32 bytes; unique.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>When the token ends: <see cref="Lifetime"/> after it was made.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was redeemed, or made void by a later one. Set once.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Where the request came from, if that is known.</summary>
    public IPAddress? RequestedIp { get; init; }

    /// <summary>When it was asked for; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version (xmin): of two who redeem one token, one fails.</summary>
    public uint Version { get; private set; }
}
