using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs the EF Core migrations of a context safely: one run at a time a database, resumable, journaled. Not Database.MigrateAsync.</summary>
/// <param name="createContext">Makes a context with its Npgsql options; the engine reads its migrations and never its connection.</param>
/// <param name="options">The database and the patience.</param>
/// <param name="logger">Where the run is told.</param>
/// <param name="time">The clock of waits and pauses.</param>
public sealed class SchemaMigrator(
    Func<DbContext> createContext, MigrationEngineOptions options, ILogger<SchemaMigrator> logger, TimeProvider time)
{
    /// <summary>In seconds: another tool may lock the history table itself.</summary>
    private const int StatusTimeout = 15;

    /// <summary>The schema compared with this build. Takes no lock and never waits behind a running migration.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.DatabaseUnavailable"/>.</exception>
    public async Task<SchemaStatus> ReadStatusAsync(CancellationToken cancellationToken)
    {
        await using var connection = await DedicatedConnection.OpenAsync(options, StatusTimeout, cancellationToken);
        try
        {
            return await ReadStatusAsync(await DefineAsync(), connection, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new MigrationException(
                MigrationExitCode.DatabaseUnavailable, DatabaseFailure.Describe(exception, options.ConnectionString), exception);
        }
    }

    internal async Task<SchemaStatus> ReadStatusAsync(SchemaDefinition definition, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Only where two contract migrations wait.
        var plans = new Lazy<PlanSource>(() => new PlanSource(definition.Graph, WrittenPlans.Find(options.Build), createContext, Task.CompletedTask));
        var status = await SchemaStatusReader.ReadAsync(
            definition,
            connection,
            options.Backfills,
            async ids => SchemaStatusReader.TouchesOf(await plans.Value.PlanAsync(MigrationDirection.Up, ids)),
            cancellationToken);
        return status with
        {
            AppliesContractions = !options.HoldsContractions
                || (status.Waiting.Count > 0 && await FirstBuild.IsUnusedAsync(connection, definition.History, status, cancellationToken)),
        };
    }

    /// <summary>Takes the migration lock, waiting for another run if there is one.</summary>
    /// <returns>The session that holds the lock until it is disposed.</returns>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Usage"/> (a timeout that is none), <see cref="MigrationExitCode.DatabaseUnavailable"/>, <see cref="MigrationExitCode.Refused"/> (a transaction pooler), or
    /// <see cref="MigrationExitCode.LockNotAcquired"/> naming the holder.
    /// </exception>
    public Task<MigrationSession> BeginAsync(CancellationToken cancellationToken) => BeginAsync(look: null, cancellationToken);

    /// <summary>The same, after a look that found something to do.</summary>
    /// <param name="look">Its connection, where it is open, becomes the session's; null for none.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The session that holds the lock until it is disposed.</returns>
    /// <exception cref="MigrationException">As without a look.</exception>
    public async Task<MigrationSession> BeginAsync(FirstLook? look, CancellationToken cancellationToken)
    {
        MigrationPatience.Refuse(options);

        // Bounded, and nothing is left open by it: a run that gets no lock just does not use it.
        var finding = Task.Run(() => WrittenPlans.Find(options.Build), CancellationToken.None);
        var preparing = options.ExpectsWork ? Task.Run(() => PrepareAsync(finding, look?.Pending), CancellationToken.None) : Task.CompletedTask;
        var defining = Task.Run(DefineAsync, CancellationToken.None);

        // A migration runs as long as it must: statement_timeout is the limit, and the server keeps it.
        var looked = look?.TakeConnection();
        var connection = looked ?? await DedicatedConnection.OpenAsync(options, commandTimeout: 0, cancellationToken);
        try
        {
            // A look takes the lock only where the process is the one that was announced.
            var isLocked = looked is not null && look!.HoldsLock;
            var processId = await ServerSession.PrepareAsync(connection, isLocked, options, logger, cancellationToken);
            if (!isLocked) await new LockWaiter(options, logger, time).AcquireAsync(connection, cancellationToken);
            var definition = await defining;
            var journal = new JournalWriter(connection, definition.History, options);
            var recorded = isLocked && look!.IsBlank ? RecordedState.Blank : null;
            var interrupted = recorded is null ? await journal.MarkInterruptedAsync(cancellationToken) : 0;
            if (interrupted > 0) logger.MarkedInterrupted(interrupted);
            var plans = new PlanSource(definition.Graph, await finding, createContext, preparing);
            return new MigrationSession(connection, definition, createContext, plans, recorded, journal, options, logger, time) { ProcessId = processId, HoldsLock = true, Look = look };
        }
        catch (NpgsqlException exception)
        {
            await connection.DisposeAsync();
            throw new MigrationException(
                MigrationExitCode.DatabaseUnavailable, DatabaseFailure.Describe(exception, options.ConnectionString), exception);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task PrepareAsync(Task<WrittenPlans?> finding, IReadOnlyCollection<string>? pending)
    {
        if (await finding is not { } plans) PreparePlanning();
        else RunWarmUp.Run(readsStatements: pending is null || !pending.All(plans.IsPlain));
    }

    /// <summary>The first planning of a process sets up EF Core's services and its code: a third of a run with one migration.</summary>
    private void PreparePlanning()
    {
        using var context = createContext();
        var graph = SchemaDefinition.Of(context).Graph;
        if (graph.Ids is [.., var last]) new MigrationPlanner(context, graph).Plan(MigrationDirection.Up, [last]);
    }

    internal MigrationEngineOptions Options => options;

    internal Func<DbContext> CreateContext => createContext;

    internal TimeProvider Time => time;

    internal async Task<SchemaDefinition> DefineAsync()
    {
        if (options.Build is { } build) return new SchemaDefinition(build.History, build.ReadGraph());
        if (options.ContextOptions is { } contextOptions) return SchemaDefinition.Of(contextOptions);

        await using var context = createContext();
        return SchemaDefinition.Of(context);
    }
}
