using System.Security.Claims;
using TradingPlatform.Data;

namespace TradingPlatform.Identity;

/// <summary>Who is signed in, read from what the authentication handler established.</summary>
public static class CurrentUser
{
    internal const string SessionClaim = "session_id";
    internal const string PermissionClaim = "permission";

    /// <summary>The signed-in user. Only behind an endpoint that requires authorization.</summary>
    public static UserId UserId(this ClaimsPrincipal principal) => new(Read(principal, ClaimTypes.NameIdentifier));

    /// <summary>The session of this request. Only behind an endpoint that requires authorization.</summary>
    public static UserSessionId SessionId(this ClaimsPrincipal principal) => new(Read(principal, SessionClaim));

    /// <summary>Whether a role of the signed-in user allows <paramref name="permission"/>, one of <see cref="PermissionNames"/>.</summary>
    public static bool Has(this ClaimsPrincipal principal, string permission) => principal.HasClaim(PermissionClaim, permission);

    /// <summary>What the roles of the signed-in user allow, by the names of <see cref="PermissionNames"/>, in order.</summary>
    public static IReadOnlyList<string> Permissions(this ClaimsPrincipal principal) =>
        [.. principal.FindAll(PermissionClaim).Select(claim => claim.Value).Order(StringComparer.Ordinal)];

    private static Guid Read(ClaimsPrincipal principal, string claim) => Guid.TryParse(principal.FindFirstValue(claim), out var id)
        ? id
        : throw new InvalidOperationException($"The endpoint reads the claim {claim} but does not require authorization.");
}
