using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.AdminApi;

/// <summary>How the schema stands. Reads only: schemas are changed by the MigrationService.</summary>
internal static class SchemaEndpoints
{
    private const string JournalList = "journal";

    public static void MapSchema(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/schema").WithTags("Schema").RequireAuthorization(PermissionNames.ManageMigrations)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapGet("/", ReadAsync).WithName("GetSchema").WithSummary("Applied, pending, waiting and unknown migrations, who uses the schema, and who migrates now.");
        group.MapGet("/journal", ListJournalAsync)
            .WithName("ListJournal").WithSummary("What the migration engine did, latest first.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Ok<SchemaResponse>> ReadAsync(TradingDbContext database, CancellationToken cancellationToken)
    {
        var status = await SchemaStatusReader.ReadAsync(database, TradingBackfills.All, cancellationToken);
        return TypedResults.Ok(new SchemaResponse(
            StateOf(status), status.ServerVersion, status.Applied, status.Pending, status.Unknown, status.Unfinished, status.Waiting, status.Instances, status.Holder));
    }

    internal static SchemaState StateOf(SchemaStatus status) => status.ExitCode switch
    {
        MigrationExitCode.Damaged => SchemaState.Damaged,
        MigrationExitCode.DatabaseAhead => SchemaState.Ahead,
        MigrationExitCode.Pending => SchemaState.Pending,
        _ => SchemaState.UpToDate,
    };

    private static async Task<Results<Ok<Page<JournalEntry>>, ProblemHttpResult>> ListJournalAsync(
        [AsParameters] PageRequest page, TradingDbContext database, CancellationToken cancellationToken)
    {
        if (!page.TryReadByKey<long>(JournalList, out var start, out var problem))
            return problem;

        var before = start.After is { } after ? long.Parse(after.Id, CultureInfo.InvariantCulture) : long.MaxValue;
        var entries = await new MigrationJournalReader(database).ReadBeforeAsync(before, start.Take, cancellationToken);
        return TypedResults.Ok(start.ToPage([.. entries], entry => Cursor.Of(entry.Id.ToString(CultureInfo.InvariantCulture))));
    }
}
