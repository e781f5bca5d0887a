using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Rollout;

/// <summary>Up, backfill and complete, as outside of Development.</summary>
internal static class Verbs
{
#if RENAMED
    private static readonly Backfill[] Backfills = [new TradersDisplayName()];
#else
    private static readonly Backfill[] Backfills = [];
#endif

    public static async Task<int> RunAsync(string verb, string connectionString)
    {
        var context = new DbContextOptionsBuilder<Desk>().UseNpgsql(connectionString, Desk.Configure).Options;
        var options = new MigrationEngineOptions
        {
            ConnectionString = connectionString,
            ContextOptions = context,
            Backfills = Backfills,
            HoldsContractions = true,
        };
        try
        {
            return (int)await RunAsync(verb, options, new SchemaMigrator(() => new Desk(context), options, NullLogger<SchemaMigrator>.Instance, TimeProvider.System));
        }
        catch (MigrationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return (int)exception.ExitCode;
        }
    }

    private static async Task<MigrationExitCode> RunAsync(string verb, MigrationEngineOptions options, SchemaMigrator migrator)
    {
        if (verb == "backfill")
        {
            var results = await new BackfillRunner(options, NullLogger.Instance, TimeProvider.System).RunAsync(null, new BackfillRunOptions(), CancellationToken.None);
            return results.All(result => result.Outcome == BackfillOutcome.Finished) ? MigrationExitCode.Success : MigrationExitCode.Pending;
        }

        await using var session = await migrator.BeginAsync(CancellationToken.None);
        var result = verb == "up"
            ? await session.UpAsync(MigrationTarget.Head, allowDataLoss: false, CancellationToken.None)
            : await session.CompleteAsync(allowDataLoss: true, CancellationToken.None);
        foreach (var waiting in result.Waiting) Console.WriteLine(waiting.Sentence);
        return verb == "complete" && result.Waiting.Count > 0 ? MigrationExitCode.Refused : MigrationExitCode.Success;
    }
}
