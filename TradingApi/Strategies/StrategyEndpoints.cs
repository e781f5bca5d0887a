using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.TradingApi;

internal static class StrategyEndpoints
{
    private const string List = "strategies";

    public static void MapStrategies(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/strategies").WithTags("Strategies").RequireAuthorization()
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapGet("/", ListAsync)
            .WithName("ListStrategies").WithSummary("The user's strategies, newest first.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", ReadAsync).WithName("GetStrategy").WithSummary("One of the user's strategies.");
    }

    private static async Task<Results<Ok<Page<StrategyResponse>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageRequest page, ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken)
    {
        if (!page.TryReadByTime(List, out var start, out var problem))
            return problem;

        var strategies = Of(user, database);
        if (start.After is { At: { } at, Id: var id })
        {
            strategies = strategies.Where(strategy =>
                EF.Functions.LessThan(ValueTuple.Create(strategy.CreatedAt, strategy.PublicId), ValueTuple.Create(at, id)));
        }

        var rows = await strategies
            .OrderByDescending(strategy => strategy.CreatedAt).ThenByDescending(strategy => strategy.PublicId)
            .Take(start.Take)
            .Select(StrategyResponse.Of)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(start.ToPage(rows, row => new Cursor(row.CreatedAt, row.Id)));
    }

    private static async Task<Results<Ok<StrategyResponse>, NotFound>> ReadAsync(
        string id, ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken) =>
        await Of(user, database).Where(strategy => strategy.PublicId == id).Select(StrategyResponse.Of)
            .SingleOrDefaultAsync(cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : TypedResults.NotFound();

    private static IQueryable<Strategy> Of(ClaimsPrincipal user, TradingDbContext database)
    {
        var owner = user.UserId();
        return database.Strategies.AsNoTracking().Where(strategy => strategy.UserId == owner);
    }
}
