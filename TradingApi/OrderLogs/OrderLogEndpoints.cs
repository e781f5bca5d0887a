using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.TradingApi;

internal static class OrderLogEndpoints
{
    private const string List = "order-logs";

    public static void MapOrderLogs(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/order-logs").WithTags("OrderLogs").RequireAuthorization()
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapGet("/", ListAsync)
            .WithName("ListOrderLogs").WithSummary("The user's attempts to place orders, latest first.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", ReadAsync).WithName("GetOrderLog").WithSummary("One of the user's attempts to place an order.");
    }

    private static async Task<Results<Ok<Page<OrderLogResponse>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageRequest page, ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken)
    {
        if (!page.TryReadByTime(List, out var start, out var problem))
            return problem;

        var logs = Of(user, database);
        if (start.After is { At: { } at, Id: var id })
            logs = logs.Where(log => EF.Functions.LessThan(ValueTuple.Create(log.AttemptedAt, log.PublicId), ValueTuple.Create(at, id)));

        var rows = await logs
            .OrderByDescending(log => log.AttemptedAt).ThenByDescending(log => log.PublicId)
            .Take(start.Take)
            .Select(OrderLogResponse.Of(database))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(start.ToPage(rows, row => new Cursor(row.AttemptedAt, row.Id)));
    }

    private static async Task<Results<Ok<OrderLogResponse>, NotFound>> ReadAsync(
        string id, ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken) =>
        await Of(user, database).Where(log => log.PublicId == id).Select(OrderLogResponse.Of(database))
            .SingleOrDefaultAsync(cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : TypedResults.NotFound();

    private static IQueryable<OrderLog> Of(ClaimsPrincipal user, TradingDbContext database)
    {
        var owner = user.UserId();
        return database.OrderLogs.AsNoTracking().Where(log => log.UserId == owner);
    }
}
