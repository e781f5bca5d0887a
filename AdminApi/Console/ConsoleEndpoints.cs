using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.AdminApi;

/// <summary>What the console's pages read. Nothing here changes a schema: that is the MigrationService's.</summary>
internal static class ConsoleEndpoints
{
    /// <summary>How many rows that a backfill has set aside are shown: the reasons repeat.</summary>
    private const int MostSetAside = 50;

    public static void MapConsole(this IEndpointRouteBuilder endpoints)
    {
        var console = endpoints.MapGroup("/console/api").WithTags("Console").ProducesProblem(StatusCodes.Status401Unauthorized);
        console.MapGet("/me", MeAsync).RequireAuthorization().WithName("GetMe").WithSummary("Who is signed in, and what the roles allow.");

        var migrations = console.MapGroup("").RequireAuthorization(PermissionNames.ManageMigrations).ProducesProblem(StatusCodes.Status403Forbidden);
        migrations.AddEndpointFilter(ConsoleFailures.DescribeAsync).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        migrations.MapGet("/overview", OverviewAsync).WithName("GetOverview").WithSummary("How the schema stands, what waits and for what, who migrates and who uses it.");
        migrations.MapGet("/migrations", MigrationsAsync).WithName("ListMigrations").WithSummary("Every migration of the build and of the database, newest first.");
        migrations.MapGet("/blockers", BlockersAsync).WithName("ListBlockers").WithSummary("Sessions that wait for a lock, and those in their way.");
        migrations.MapGet("/backfills", BackfillsAsync).WithName("ListBackfills").WithSummary("How every backfill stands, and the rows that it has set aside.");
        foreach (var command in BackfillCommand.All)
        {
            migrations.MapPost($"/backfills/{{name}}/{command.Word}", (string name, HttpContext http, BackfillSteering steering) => steering.SteerAsync(command, name, http))
                .WithName($"Backfill_{command.Word}").WithSummary($"Does what the MigrationService's `backfill {command.Word}` does.")
                .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        }
    }

    private static async Task<Ok<SignedInUser>> MeAsync(ClaimsPrincipal principal, TradingDbContext database, CancellationToken cancellationToken)
    {
        var id = principal.UserId();
        var user = await database.Users.AsNoTracking().Where(user => user.Id == id)
            .Select(user => new { user.Email, user.DisplayName }).SingleAsync(cancellationToken);
        return TypedResults.Ok(new SignedInUser(user.Email, user.DisplayName, principal.Permissions()));
    }

    private static async Task<Ok<OverviewResponse>> OverviewAsync(TradingDbContext database, CancellationToken cancellationToken)
    {
        await using var reading = await BoundedReading.OpenAsync(database, cancellationToken);
        var status = await SchemaStatusReader.ReadAsync(database, TradingBackfills.All, cancellationToken);
        var isTouched = status.Applied.Count > 0 || await reading.IsTouchedAsync(cancellationToken);
        return TypedResults.Ok(new OverviewResponse(
            SchemaEndpoints.StateOf(status),
            isTouched,
            await reading.NowAsync(cancellationToken),
            status.ServerVersion,
            status.Applied.Count,
            status.Applied is [.., var newest] ? newest.Id : null,
            status.Pending,
            status.Waiting,
            status.Unknown,
            status.Unfinished,
            status.Backfills.Count(backfill => backfill.State is not (BackfillState.Finished or BackfillState.Cancelled or BackfillState.NotYetPossible)),
            status.Instances,
            status.Holder));
    }

    private static async Task<Ok<IReadOnlyList<MigrationItem>>> MigrationsAsync(TradingDbContext database, CancellationToken cancellationToken)
    {
        await using var reading = await BoundedReading.OpenAsync(database, cancellationToken);
        var status = await SchemaStatusReader.ReadAsync(database, TradingBackfills.All, cancellationToken);
        var journal = await new MigrationJournalReader(database).ReadAsync(MigrationList.JournalLimit, cancellationToken);
        return TypedResults.Ok(MigrationList.Of(status, MigrationGraph.Of(database), journal));
    }

    private static async Task<Ok<IReadOnlyList<BlockedSession>>> BlockersAsync(TradingDbContext database, CancellationToken cancellationToken)
    {
        await using var reading = await BoundedReading.OpenAsync(database, cancellationToken);
        return TypedResults.Ok(await BlockingReader.ReadAsync(reading.Connection, cancellationToken));
    }

    private static async Task<Ok<BackfillsResponse>> BackfillsAsync(TradingDbContext database, CancellationToken cancellationToken)
    {
        await using var reading = await BoundedReading.OpenAsync(database, cancellationToken);
        var status = await SchemaStatusReader.ReadAsync(database, TradingBackfills.All, cancellationToken);
        var items = new List<BackfillItem>();
        foreach (var backfill in status.Backfills)
        {
            var setAside = backfill.RowsSetAside == 0 ? [] : await BackfillTable.ReadSetAsideAsync(reading.Connection, backfill.Name, MostSetAside, cancellationToken);
            items.Add(new BackfillItem(backfill, setAside, [.. BackfillCommand.PossibleFor(backfill).Select(command => command.Word)]));
        }

        var isTouched = status.Applied.Count > 0 || await reading.IsTouchedAsync(cancellationToken);
        return TypedResults.Ok(new BackfillsResponse(await reading.NowAsync(cancellationToken), isTouched, items));
    }
}
