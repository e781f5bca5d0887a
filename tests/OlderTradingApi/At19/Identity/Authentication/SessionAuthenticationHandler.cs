using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradingPlatform.Data;

namespace TradingPlatform.Identity;

/// <summary>Finds the session of the access token. One indexed look-up a request, so that a revoked session ends at once.</summary>
internal sealed class SessionAuthenticationHandler(
    TradingDbContext database,
    TimeProvider time,
    IProblemDetailsService problems,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string Prefix = BearerScheme.Name + " ";

    /// <summary>How old the note of when a session was last seen may get: a write a minute, not a write a request.</summary>
    private static readonly TimeSpan LastSeenPrecision = TimeSpan.FromMinutes(1);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        var now = time.GetUtcNow();
        var hash = SecretToken.Hash(header[Prefix.Length..].Trim());
        var found = await (
            from session in database.UserSessions.AsNoTracking()
            join user in database.Users on session.UserId equals user.Id
            where session.AccessTokenHash == hash && session.RevokedAt == null && session.AccessExpiresAt > now && user.IsActive
            select new { Session = session.Id, session.LastSeenAt, User = user.Id, user.IsAdmin })
            .SingleOrDefaultAsync(Context.RequestAborted);
        if (found is null)
            return AuthenticateResult.Fail("The access token is unknown, expired or revoked.");

        if (now - found.LastSeenAt >= LastSeenPrecision)
        {
            await database.UserSessions.Where(session => session.Id == found.Session)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, now), Context.RequestAborted);
        }

        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, found.User.ToString()),
                new Claim(CurrentUser.SessionClaim, found.Session.ToString()),
            ],
            Scheme.Name);
        if (found.IsAdmin)
            identity.AddClaim(new Claim(ClaimTypes.Role, Policies.AdminRole));

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var sentToken = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        Response.Headers.WWWAuthenticate = sentToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        await RefuseAsync(
            StatusCodes.Status401Unauthorized,
            sentToken
                ? "The access token is unknown, expired or revoked: get a new one from POST /auth/refresh or POST /auth/sign-in."
                : "This needs a signed-in user: send the accessToken of POST /auth/sign-in as a bearer token.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RefuseAsync(StatusCodes.Status403Forbidden, "The signed-in user may not do this: ask an operator of the platform.");

    private async Task RefuseAsync(int status, string detail)
    {
        Response.StatusCode = status;
        await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails = new ProblemDetails { Status = status, Detail = detail },
        });
    }
}
