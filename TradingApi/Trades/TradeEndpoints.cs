using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.TradingApi;

internal static class TradeEndpoints
{
    private const string List = "trades";

    public static void MapTrades(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/trades").WithTags("Trades").RequireAuthorization()
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapGet("/", ListAsync)
            .WithName("ListTrades").WithSummary("The user's trades, latest first.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", ReadAsync).WithName("GetTrade").WithSummary("One of the user's trades.");
    }

    private static async Task<Results<Ok<Page<TradeResponse>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageRequest page, ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken)
    {
        if (!page.TryReadByTime(List, out var start, out var problem))
            return problem;

        var trades = Of(user, database);
        if (start.After is { At: { } at, Id: var id })
        {
            // A row comparison, so that the index on (user_id, executed_at desc) is entered at the right place.
            trades = trades.Where(trade =>
                EF.Functions.LessThan(ValueTuple.Create(trade.ExecutedAt, trade.TradeId), ValueTuple.Create(at, id)));
        }

        var rows = await trades
            .OrderByDescending(trade => trade.ExecutedAt).ThenByDescending(trade => trade.TradeId)
            .Take(start.Take)
            .Select(TradeResponse.Of)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(start.ToPage(rows, row => new Cursor(row.ExecutedAt, row.Id)));
    }

    private static async Task<Results<Ok<TradeResponse>, NotFound>> ReadAsync(
        string id, ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken) =>
        await Of(user, database).Where(trade => trade.TradeId == id).Select(TradeResponse.Of)
            .SingleOrDefaultAsync(cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : TypedResults.NotFound();

    private static IQueryable<Trade> Of(ClaimsPrincipal user, TradingDbContext database)
    {
        var owner = user.UserId();
        return database.Trades.AsNoTracking().Where(trade => trade.UserId == owner);
    }
}
