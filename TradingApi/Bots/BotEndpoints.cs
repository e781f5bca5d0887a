using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.TradingApi;

internal static class BotEndpoints
{
    private const string List = "bots";

    public static void MapBots(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/bots").WithTags("Bots").RequireAuthorization()
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapGet("/", ListAsync)
            .WithName("ListBots").WithSummary("The user's bots, newest first.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id:guid}", ReadAsync).WithName("GetBot").WithSummary("One of the user's bots.");
    }

    private static async Task<Results<Ok<Page<BotResponse>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageRequest page, ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken)
    {
        if (!page.TryReadByTime<Guid>(List, out var start, out var problem))
            return problem;

        var bots = Of(user, database);
        if (start.After is { At: { } at, Id: var key })
        {
            var id = new BotConfigId(Guid.Parse(key));
            bots = bots.Where(bot => EF.Functions.LessThan(ValueTuple.Create(bot.CreatedAt, bot.Id), ValueTuple.Create(at, id)));
        }

        var rows = await bots
            .OrderByDescending(bot => bot.CreatedAt).ThenByDescending(bot => bot.Id)
            .Take(start.Take)
            .Select(BotResponse.Of)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(start.ToPage(rows, row => new Cursor(row.CreatedAt, row.Id.ToString())));
    }

    private static async Task<Results<Ok<BotResponse>, NotFound>> ReadAsync(
        Guid id, ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken)
    {
        var key = new BotConfigId(id);
        return await Of(user, database).Where(bot => bot.Id == key).Select(BotResponse.Of)
            .SingleOrDefaultAsync(cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : TypedResults.NotFound();
    }

    private static IQueryable<BotConfig> Of(ClaimsPrincipal user, TradingDbContext database)
    {
        var owner = user.UserId();
        return database.BotConfigs.AsNoTracking().Where(bot => bot.UserId == owner);
    }
}
