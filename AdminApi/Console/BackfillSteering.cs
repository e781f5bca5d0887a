using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.MigrationEngine;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.AdminApi;

/// <summary>Says to a backfill what an operator wants of it, by the engine's own operations, and writes down who did, in the transaction of the change.</summary>
internal sealed class BackfillSteering(TradingDbContext database, IConfiguration configuration, IHostApplicationLifetime application)
{
    private const string Resource = "backfill";

    public async Task<Results<Ok<BackfillStatus>, ProblemHttpResult>> SteerAsync(BackfillCommand command, string name, HttpContext http)
    {
        // What is begun is ended, also where the browser does not wait for it: the engine's own time limits apply.
        var stop = application.ApplicationStopping;
        var isWritten = false;
        var outcome = AuditOutcome.Error;
        BackfillStatus? status = null;
        string? refusal = null;
        try
        {
            status = await Control().SayAsync(command, name, WriteDownChangeAsync, stop);
            if (!command.IsDone(status.State)) refusal = $"Backfill {name} has changed meanwhile: {(isWritten ? "look at it again" : "nothing was done")}.";
            outcome = AuditOutcome.NoOp;
        }
        catch (MigrationException exception) when (exception.ExitCode == MigrationExitCode.Usage)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status404NotFound);
        }
        catch (MigrationException exception) when (exception.ExitCode == MigrationExitCode.Refused)
        {
            (refusal, outcome) = (exception.Message, AuditOutcome.Failure);
        }
        finally
        {
            if (!isWritten && (status is not null || refusal is not null || outcome == AuditOutcome.Error && IsKnown(name)))
                await WriteDownAsync(database, Entry(command, name, outcome, status, refusal, http), stop);
        }

        return refusal is null ? TypedResults.Ok(status!) : TypedResults.Problem(refusal, statusCode: StatusCodes.Status409Conflict);

        async Task WriteDownChangeAsync(NpgsqlTransaction transaction, BackfillStatus changed, CancellationToken cancellationToken)
        {
            await using var alongside = new TradingDbContext(
                new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(transaction.Connection!, TradingDatabase.ConfigureNpgsql).Options);
            await alongside.Database.UseTransactionAsync(transaction, cancellationToken);
            await WriteDownAsync(alongside, Entry(command, name, AuditOutcome.Success, changed, refusal: null, http), cancellationToken);
            isWritten = true;
        }
    }

    private static bool IsKnown(string name) => TradingBackfills.All.Any(backfill => backfill.Name == name);

    private BackfillControl Control() => new(new MigrationEngineOptions
    {
        ConnectionString = configuration.GetConnectionString(ResourceNames.Database) ?? "",
        Build = TradingDatabase.Build,
        Backfills = TradingBackfills.All,
        ApplicationName = ResourceNames.AdminApi,
        ApplicationVersion = SchemaGateSteps.Version,
    });

    private static async Task WriteDownAsync(TradingDbContext database, AuditEntry entry, CancellationToken cancellationToken)
    {
        database.AuditLog.Add(entry);
        await database.SaveChangesAsync(cancellationToken);
    }

    private static AuditEntry Entry(BackfillCommand command, string name, AuditOutcome outcome, BackfillStatus? status, string? refusal, HttpContext http) => new()
    {
        ActorUserId = http.User.UserId(),
        SessionId = http.User.SessionId(),
        IpAddress = http.Connection.RemoteIpAddress,
        Action = $"{Resource}.{command.Word}",
        EventType = "action",
        ResourceType = Resource,
        ResourceId = name,
        Outcome = outcome,
        Reason = refusal,
        Details = JsonSerializer.SerializeToElement(new Dictionary<string, object?>
        {
            ["state"] = status is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(status.State.ToString()),
            ["rows_walked"] = status?.RowsWalked,
        }),
    };
}
