using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Identity;

namespace TradingPlatform.AdminApi;

/// <summary>The whole desk, everybody's trades together: what the page of charts shows. Money is summed by currency and never across.</summary>
internal static class DeskEndpoints
{
    private const int Latest = 12;
    private const int MostPositions = 500;
    private const int MostPrices = 500;

    public static void MapDesk(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/desk").WithTags("Desk")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);

        var pnl = group.MapGroup("").RequireAuthorization(PermissionNames.ViewPnl);
        pnl.MapGet("/pnl", OfPeriod<DeskPnlDay>(DeskSql.Pnl))
            .WithName("ListDeskPnl").WithSummary("Realized profit and loss of each day and currency, and its running sum.");

        var trades = group.MapGroup("").RequireAuthorization(PermissionNames.ViewTrades);
        trades.MapGet("/activity", OfPeriod<DeskActivityDay>(DeskSql.Activity))
            .WithName("ListDeskActivity").WithSummary("Trades, volume and fees of each day and currency.");
        trades.MapGet("/symbols", OfPeriod<DeskSymbol>(DeskSql.Symbols))
            .WithName("ListDeskSymbols").WithSummary("The symbols traded, the most traded first; 200 at most.");
        trades.MapGet("/order-statuses", OfPeriod<DeskCount>(DeskSql.OrderStatuses))
            .WithName("CountDeskOrders").WithSummary("How many of the orders made are in each status.");
        trades.MapGet("/prices", ListPricesAsync)
            .WithName("ListDeskPrices").WithSummary("The trades of a symbol, oldest first: the newest 500 of the period at most.");
        trades.MapGet("/trades", ListTradesAsync).WithName("ListDeskTrades").WithSummary("The latest trades.");
        trades.MapGet("/orders", ListOrdersAsync).WithName("ListDeskOrders").WithSummary("The latest orders.");
        trades.MapGet("/bots", CountBotsAsync).WithName("CountDeskBots").WithSummary("How many bots are in each state.");

        group.MapGet("/positions", ListPositionsAsync).RequireAuthorization(PermissionNames.ViewPositions)
            .WithName("ListDeskPositions").WithSummary("The open positions, the largest first; 500 at most.");
    }

    private static Func<DeskQuery, TradingDbContext, TimeProvider, CancellationToken, Task<Results<Ok<DeskRows<T>>, ProblemHttpResult>>> OfPeriod<T>(string sql) =>
        async ([AsParameters] DeskQuery query, TradingDbContext database, TimeProvider time, CancellationToken cancellationToken) =>
        {
            if (!query.TryRead(out var days, out var problem))
                return problem;

            var period = await DeskPeriod.ReadAsync(database, days, time, cancellationToken);
            var rows = await database.Database.SqlQueryRaw<T>(sql, period.Start, period.End).ToListAsync(cancellationToken);
            return TypedResults.Ok(new DeskRows<T>(period.From, period.To, rows));
        };

    private static async Task<Results<Ok<DeskRows<DeskTrade>>, ProblemHttpResult>> ListPricesAsync(
        string symbol, [AsParameters] DeskQuery query, ClaimsPrincipal user, TradingDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!query.TryRead(out var days, out var problem))
            return problem;

        var period = await DeskPeriod.ReadAsync(database, days, time, cancellationToken);
        var rows = await database.Database.SqlQueryRaw<DeskTrade>(DeskSql.Prices, period.Start, period.End, symbol, MostPrices)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new DeskRows<DeskTrade>(period.From, period.To, [.. rows.Select(trade => Shown(trade, user))]));
    }

    private static async Task<Ok<DeskTrade[]>> ListTradesAsync(ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken)
    {
        var rows = await database.Database.SqlQueryRaw<DeskTrade>(DeskSql.LatestTrades, Latest).ToListAsync(cancellationToken);
        return TypedResults.Ok(rows.Select(trade => Shown(trade, user)).ToArray());
    }

    private static async Task<Ok<List<DeskOrder>>> ListOrdersAsync(TradingDbContext database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.Database.SqlQueryRaw<DeskOrder>(DeskSql.LatestOrders, Latest).ToListAsync(cancellationToken));

    private static async Task<Ok<List<DeskCount>>> CountBotsAsync(TradingDbContext database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.Database.SqlQueryRaw<DeskCount>(DeskSql.BotStates).ToListAsync(cancellationToken));

    private static async Task<Ok<DeskPosition[]>> ListPositionsAsync(ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken)
    {
        var rows = await database.Database.SqlQueryRaw<DeskPosition>(DeskSql.Positions, MostPositions).ToListAsync(cancellationToken);
        return TypedResults.Ok(rows.Select(row => user.Has(PermissionNames.ViewPnl) ? row : row with { UnrealizedPl = null }).ToArray());
    }

    private static DeskTrade Shown(DeskTrade trade, ClaimsPrincipal user) =>
        user.Has(PermissionNames.ViewPnl) ? trade : trade with { RealizedPnl = null };
}
