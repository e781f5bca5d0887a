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
    public static void MapConsole(this IEndpointRouteBuilder endpoints)
    {
        var console = endpoints.MapGroup("/console/api").WithTags("Console").ProducesProblem(StatusCodes.Status401Unauthorized);
        console.MapGet("/me", MeAsync).RequireAuthorization().WithName("GetMe").WithSummary("Who is signed in, and what the roles allow.");

        var migrations = console.MapGroup("").RequireAuthorization(PermissionNames.ManageMigrations).ProducesProblem(StatusCodes.Status403Forbidden);
        migrations.MapGet("/overview", OverviewAsync).WithName("GetOverview").WithSummary("How the schema stands, what waits and for what, who migrates and who uses it.");
    }

    private static async Task<Ok<SignedInUser>> MeAsync(ClaimsPrincipal principal, TradingDbContext database, CancellationToken cancellationToken)
    {
        var id = principal.UserId();
        var user = await database.Users.AsNoTracking().Where(user => user.Id == id)
            .Select(user => new { user.Email, user.DisplayName }).SingleAsync(cancellationToken);
        var permissions = await (
            from held in database.UserRoles
            join allowed in database.RolePermissions on held.Role equals allowed.Role
            where held.UserId == id
            select allowed.Permission).Distinct().Order().ToListAsync(cancellationToken);
        return TypedResults.Ok(new SignedInUser(user.Email, user.DisplayName, permissions));
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
}
