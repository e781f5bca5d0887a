using System.Net;

namespace TradingPlatform.Data;

/// <summary>
/// One link in a chain of sign-ins: each refresh ends a session and starts its successor, so that a refresh token used twice is noticed.
/// Stored in <c>identity.user_sessions</c>; tokens only as SHA-256.
/// </summary>
public sealed class UserSession
{
    /// <summary>Internal key.</summary>
    public UserSessionId Id { get; init; } = UserSessionId.New();

    /// <summary>Who signed in.</summary>
    public required UserId UserId { get; init; }

    /// <summary>SHA-256 of the refresh token, 32 bytes.</summary>
    public required byte[] RefreshTokenHash { get; init; }

    /// <summary>SHA-256 of the access token, 32 bytes: what each request is looked up by.</summary>
    public required byte[] AccessTokenHash { get; init; }

    /// <summary>When the access token ends.</summary>
    public required DateTimeOffset AccessExpiresAt { get; init; }

    /// <summary>The client as it named itself, cut to 500 characters by who writes it.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Where the sign-in came from.</summary>
    public IPAddress? IpAddress { get; init; }

    /// <summary>When the session began; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the session was last used; the database's clock on insert unless set.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When the refresh token ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the session was ended before its time, if it was.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The session that took over on refresh, if one did.</summary>
    public UserSessionId? ReplacedBySessionId { get; set; }

    /// <summary>Row version (xmin): of two refreshes with one token, one fails.</summary>
    public uint Version { get; private set; }
}
