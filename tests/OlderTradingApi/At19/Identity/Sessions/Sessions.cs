using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradingPlatform.Data;

namespace TradingPlatform.Identity;

/// <summary>Starts, continues and ends sessions.</summary>
internal sealed class Sessions(
    TradingDbContext database,
    PasswordHashing passwords,
    IOptions<IdentityOptions> options,
    TimeProvider time,
    ILogger<Sessions> logger)
{
    private const int MaxRefreshTries = 5;

    /// <summary>
    /// Null where the e-mail address, the password or the account is not good: which of them is not told, and the work is the same.
    /// </summary>
    public async Task<SessionTokens?> SignInAsync(string email, string password, Client client, CancellationToken cancellationToken)
    {
        var user = await database.Users.AsNoTracking().WithEmail(email)
            .Select(user => new { user.Id, user.HashedPassword, user.IsActive })
            .SingleOrDefaultAsync(cancellationToken);

        var verdict = passwords.Verify(user?.HashedPassword, password);
        if (user is not { IsActive: true } || verdict == PasswordVerdict.Wrong)
            return null;

        var (tokens, session) = Begin(user.Id, client);
        database.UserSessions.Add(session);
        await database.SaveChangesAsync(cancellationToken);

        var now = time.GetUtcNow();
        await database.Users.Where(row => row.Id == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastLoginAt, now), cancellationToken);
        if (verdict == PasswordVerdict.RightButOutdated)
        {
            // Only over the hash that was just verified: somebody may be changing the password at this moment.
            var rehashed = passwords.Hash(password);
            await database.Users.Where(row => row.Id == user.Id && row.HashedPassword == user.HashedPassword)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.HashedPassword, rehashed), cancellationToken);
        }

        return tokens;
    }

    /// <summary>Null where the refresh token is not good. One that was used before ends every session that came from it.</summary>
    public async Task<SessionTokens?> RefreshAsync(string refreshToken, Client client, CancellationToken cancellationToken)
    {
        var hash = SecretToken.Hash(refreshToken);
        for (var attempt = 1; ; attempt++)
        {
            database.ChangeTracker.Clear();
            var session = await database.UserSessions.SingleOrDefaultAsync(row => row.RefreshTokenHash == hash, cancellationToken);
            if (session is null)
                return null;

            if (session.ReplacedBySessionId is not null)
            {
                Log.RefreshTokenReused(logger, session.UserId.Value, session.Id.Value);
                await RevokeChainAsync(session.Id, cancellationToken);
                return null;
            }

            if (session.RevokedAt is not null || session.ExpiresAt <= time.GetUtcNow())
                return null;

            if (!await IsActiveAsync(session.UserId, cancellationToken))
                return null;

            var (tokens, successor) = Begin(session.UserId, client);
            session.RevokedAt = time.GetUtcNow();
            session.ReplacedBySessionId = successor.Id;
            database.UserSessions.Add(successor);
            try
            {
                await database.SaveChangesAsync(cancellationToken);
                return tokens;
            }
            catch (DbUpdateConcurrencyException) when (attempt < MaxRefreshTries)
            {
                // Another refresh, a sign-out, or only the note of when the session was last seen: read again which.
            }
        }
    }

    public Task SignOutAsync(UserSessionId session, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.UserSessions.Where(row => row.Id == session && row.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), cancellationToken);
    }

    private Task<bool> IsActiveAsync(UserId user, CancellationToken cancellationToken) =>
        database.Users.AnyAsync(row => row.Id == user && row.IsActive, cancellationToken);

    private (SessionTokens Tokens, UserSession Session) Begin(UserId user, Client client)
    {
        var now = time.GetUtcNow();
        var tokens = new SessionTokens(
            BearerScheme.Name,
            SecretToken.New(),
            now + options.Value.AccessTokenLifetime,
            SecretToken.New(),
            now + options.Value.RefreshTokenLifetime);
        var session = new UserSession
        {
            UserId = user,
            AccessTokenHash = SecretToken.Hash(tokens.AccessToken),
            AccessExpiresAt = tokens.AccessExpiresAt,
            RefreshTokenHash = SecretToken.Hash(tokens.RefreshToken),
            ExpiresAt = tokens.RefreshExpiresAt,
            UserAgent = client.UserAgent,
            IpAddress = client.Address,
            CreatedAt = now,
            LastSeenAt = now,
        };
        return (tokens, session);
    }

    private Task<int> RevokeChainAsync(UserSessionId first, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // UNION and not UNION ALL: a chain that ran in a circle would end all the same.
        return database.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE chain AS (
                SELECT id, replaced_by_session_id FROM identity.user_sessions WHERE id = {first.Value}
                UNION
                SELECT next.id, next.replaced_by_session_id
                FROM identity.user_sessions next JOIN chain ON next.id = chain.replaced_by_session_id)
            UPDATE identity.user_sessions SET revoked_at = {now}
            WHERE id IN (SELECT id FROM chain) AND revoked_at IS NULL
            """,
            cancellationToken);
    }
}
