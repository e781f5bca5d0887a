using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.AdminApi;

internal static class UserEndpoints
{
    private const string List = "users";

    public static void MapUsers(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/users").WithTags("Users").RequireAuthorization(PermissionNames.ManageUsers)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapGet("/", ListAsync)
            .WithName("ListUsers").WithSummary("The users, newest first.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", ReadAsync).WithName("GetUser").WithSummary("One user.");
        group.MapPost("/{id}/suspend", SuspendAsync)
            .WithName("SuspendUser").WithSummary("Bars a user from signing in and ends the user's sessions at once.");
        group.MapPost("/{id}/reactivate", ReactivateAsync)
            .WithName("ReactivateUser").WithSummary("Lets a suspended user sign in again.");
    }

    private static async Task<Results<Ok<Page<UserResponse>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageRequest page, [AsParameters] UserFilter filter, TradingDbContext database, CancellationToken cancellationToken)
    {
        if (!page.TryReadByTime(List, out var start, out var problem))
            return problem;

        var users = database.Users.AsNoTracking();
        if (!string.IsNullOrEmpty(filter.Email))
            users = users.Where(user => EF.Functions.ILike(user.Email, Containing(filter.Email), "\\"));
        if (filter.Active is { } active)
            users = users.Where(user => user.Status == UserStatus.Active == active);
        if (start.After is { At: { } at, Id: var id })
            users = users.Where(user => EF.Functions.LessThan(ValueTuple.Create(user.CreatedAt, user.PublicId), ValueTuple.Create(at, id)));

        var rows = await users
            .OrderByDescending(user => user.CreatedAt).ThenByDescending(user => user.PublicId)
            .Take(start.Take)
            .Select(UserResponse.Of)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(start.ToPage(rows, row => new Cursor(row.CreatedAt, row.Id)));
    }

    private static async Task<Results<Ok<UserResponse>, NotFound>> ReadAsync(
        string id, TradingDbContext database, CancellationToken cancellationToken) =>
        await FindAsync(database, id, cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();

    private static async Task<Results<Ok<UserResponse>, NotFound, ProblemHttpResult>> SuspendAsync(
        string id, ClaimsPrincipal administrator, TradingDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var own = administrator.UserId();
        if (await database.Users.AnyAsync(user => user.Id == own && user.PublicId == id, cancellationToken))
        {
            return TypedResults.Problem(
                "Nobody suspends the own account: ask another administrator.", statusCode: StatusCodes.Status409Conflict);
        }

        // The status first: from then on no request and no refresh is accepted, so that no session can slip past the second statement.
        var now = time.GetUtcNow();
        await SetStatusAsync(database, id, UserStatus.Active, UserStatus.Suspended, now, cancellationToken);
        await database.UserSessions
            .Where(session => session.RevokedAt == null
                && database.Users.Any(user => user.Id == session.UserId && user.PublicId == id))
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.RevokedAt, now), cancellationToken);
        return await FindAsync(database, id, cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<UserResponse>, NotFound>> ReactivateAsync(
        string id, TradingDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        await SetStatusAsync(database, id, UserStatus.Suspended, UserStatus.Active, time.GetUtcNow(), cancellationToken);
        return await FindAsync(database, id, cancellationToken) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();
    }

    private static Task<UserResponse?> FindAsync(TradingDbContext database, string id, CancellationToken cancellationToken) =>
        database.Users.AsNoTracking().Where(user => user.PublicId == id).Select(UserResponse.Of).SingleOrDefaultAsync(cancellationToken);

    private static Task<int> SetStatusAsync(
        TradingDbContext database, string id, UserStatus from, UserStatus to, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Users.Where(user => user.PublicId == id && user.Status == from)
            .ExecuteUpdateAsync(
                set => set.SetProperty(user => user.Status, to).SetProperty(user => user.UpdatedAt, now), cancellationToken);

    /// <summary>A pattern in which what LIKE takes for wildcards stands for itself.</summary>
    private static string Containing(string part)
    {
        var literal = part
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
        return $"%{literal}%";
    }
}
