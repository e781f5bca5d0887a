using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace TradingPlatform.Identity;

/// <summary>Signing in, staying signed in, signing out.</summary>
public static class AuthEndpoints
{
    private const int MaxEmail = 255;
    private const int MaxSecret = 1024;

    /// <summary>Maps <c>POST /auth/sign-in</c>, <c>/auth/refresh</c> and <c>/auth/sign-out</c>.</summary>
    public static RouteGroupBuilder MapAuthEndpoints(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/auth").WithTags("Auth");
        group.MapPost("/sign-in", SignInAsync)
            .WithName("SignIn").WithSummary("Starts a session for an e-mail address and a password.").AllowAnonymous()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapPost("/refresh", RefreshAsync)
            .WithName("Refresh").WithSummary("Exchanges a refresh token, once, for new tokens.").AllowAnonymous()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapPost("/sign-out", SignOutAsync)
            .WithName("SignOut").WithSummary("Ends the session of the access token at once.").RequireAuthorization()
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        return group;
    }

    private static async Task<Results<Ok<SessionTokens>, ProblemHttpResult>> SignInAsync(
        SignInRequest request, HttpContext http, Sessions sessions, SignInThrottle throttle, CancellationToken cancellationToken)
    {
        if (request.Email is not { Length: > 0 and <= MaxEmail } || request.Password is not { Length: > 0 and <= MaxSecret })
        {
            return Refuse(
                StatusCodes.Status400BadRequest, "Signing in needs an email of up to 255 and a password of up to 1024 characters.");
        }

        var client = Client.Of(http);
        using var lease = throttle.Attempt(client.Address, request.Email);
        if (!lease.IsAcquired)
        {
            IdentityTelemetry.SignIn("throttled");
            return RefuseForNow(http, lease);
        }

        var tokens = await sessions.SignInAsync(request.Email, request.Password, client, cancellationToken);
        IdentityTelemetry.SignIn(tokens is null ? "refused" : "accepted");
        return tokens is null
            ? Refuse(StatusCodes.Status401Unauthorized, "The e-mail address or the password is wrong, or the account may not sign in.")
            : Give(http, tokens);
    }

    private static async Task<Results<Ok<SessionTokens>, ProblemHttpResult>> RefreshAsync(
        RefreshRequest request, HttpContext http, Sessions sessions, CancellationToken cancellationToken)
    {
        if (request.RefreshToken is not { Length: > 0 and <= MaxSecret })
            return Refuse(StatusCodes.Status400BadRequest, "Refreshing needs the refreshToken of the last sign-in or refresh.");

        var tokens = await sessions.RefreshAsync(request.RefreshToken, Client.Of(http), cancellationToken);
        IdentityTelemetry.Refresh(tokens is null ? "refused" : "accepted");
        return tokens is null
            ? Refuse(StatusCodes.Status401Unauthorized, "The refresh token is unknown, used, expired or revoked: sign in again.")
            : Give(http, tokens);
    }

    private static async Task<NoContent> SignOutAsync(ClaimsPrincipal user, Sessions sessions, CancellationToken cancellationToken)
    {
        await sessions.SignOutAsync(user.SessionId(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static Ok<SessionTokens> Give(HttpContext http, SessionTokens tokens)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(tokens);
    }

    private static ProblemHttpResult RefuseForNow(HttpContext http, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Refuse(StatusCodes.Status429TooManyRequests, "Too many attempts to sign in: wait for the time in Retry-After.");
    }

    private static ProblemHttpResult Refuse(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
