using System.Security.Claims;
using TradingPlatform.Data;

namespace TradingPlatform.Identity;

/// <summary>Who is signed in, read from what the authentication handler established.</summary>
public static class CurrentUser
{
    internal const string SessionClaim = "session_id";

    /// <summary>The signed-in user. Only behind an endpoint that requires authorization.</summary>
    public static UserId UserId(this ClaimsPrincipal principal) => new(Read(principal, ClaimTypes.NameIdentifier));

    /// <summary>The session of this request. Only behind an endpoint that requires authorization.</summary>
    public static UserSessionId SessionId(this ClaimsPrincipal principal) => new(Read(principal, SessionClaim));

    private static Guid Read(ClaimsPrincipal principal, string claim) => Guid.TryParse(principal.FindFirstValue(claim), out var id)
        ? id
        : throw new InvalidOperationException($"The endpoint reads the claim {claim} but does not require authorization.");
}
