using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs migrations on a copy of a database, as they would run on it, and tells of every statement what it does to the tables.</summary>
/// <param name="live">The database and the build.</param>
/// <param name="logger">Where leftovers of killed rehearsals are told.</param>
public sealed class SchemaRehearsal(SchemaMigrator live, ILogger logger)
{
    /// <summary>In seconds, for the looks at the run.</summary>
    private const int LookTimeout = 60;

    /// <summary>Whether pg_dump and pg_restore are on this machine.</summary>
    public static bool CanDump => PostgresTools.TryFind(folder: null) is not null;

    /// <summary>Makes the copy, runs the migrations on it and drops it, in whatever way that ends.</summary>
    /// <returns>What happened. A migration that fails on the copy is in the report, with what came before it.</returns>
    /// <exception cref="MigrationException">No copy could be made, or the target cannot be reached.</exception>
    public async Task<RehearsalReport> RehearseAsync(RehearsalOptions options, CancellationToken cancellationToken)
    {
        await using var copy = await DatabaseCopy.MakeAsync(live, options, logger, cancellationToken);
        var engine = live.Options with { ConnectionString = copy.ConnectionString, HoldsContractions = false };
        await using var watcher = await DedicatedConnection.OpenAsync(engine, LookTimeout, cancellationToken);
        await using var holder = await DedicatedConnection.OpenAsync(engine, LookTimeout, cancellationToken);
        var observer = new StatementObserver(watcher, new LockGate(holder), live.Time);
        var migrator = new SchemaMigrator(live.CreateContext, engine with { Observer = observer }, NullLogger<SchemaMigrator>.Instance, live.Time);
        await using var session = await migrator.BeginAsync(cancellationToken);
        var start = live.Time.GetTimestamp();
        var failure = await RunAsync(session, options, cancellationToken);
        return new RehearsalReport
        {
            Direction = options.Direction,
            Copy = options.Copy,
            ServerVersion = ShortVersion(watcher),
            Migrations = [.. observer.Facts.GroupBy(facts => facts.Statement.MigrationId).Select(group => new RehearsedMigration(group.Key, [.. group.Select(RehearsalComparison.Of)]))],
            Duration = live.Time.GetElapsedTime(start),
            Failure = failure,
        };
    }

    private static async Task<MigrationException?> RunAsync(MigrationSession session, RehearsalOptions options, CancellationToken cancellationToken)
    {
        try
        {
            // The rows of a copy are there to be lost.
            if (options.Direction == MigrationDirection.Up) await session.UpAsync(options.Target, allowDataLoss: true, cancellationToken);
            else await session.DownAsync(options.Target, allowDataLoss: true, cancellationToken);
            return null;
        }
        catch (MigrationException exception) when (exception.ExitCode is MigrationExitCode.MigrationFailed)
        {
            return exception;
        }
    }

    private static string ShortVersion(NpgsqlConnection connection) => connection.ServerVersion.Split(' ')[0];
}
