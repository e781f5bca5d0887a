using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// What stands around a contract migration: its backfills before it, and from the look at the instances to its commit the gate's lock. The lock and
/// the look also stand around an expand migration that is reverted, where instances are spared.
/// </summary>
/// <param name="connection">The run's connection.</param>
/// <param name="definition">The build.</param>
/// <param name="options">The build's backfills, and the patience.</param>
/// <param name="refuses">
/// Whether it is refused where something is missing, as `complete` does. Otherwise what is missing of backfills is run, and instances that
/// are too old are told so at their next beat.
/// </param>
/// <param name="logger">Where it is told.</param>
/// <param name="time">The clock of backfills.</param>
internal sealed class ContractionGuard(
    NpgsqlConnection connection, SchemaDefinition definition, MigrationEngineOptions options, bool refuses, ILogger logger, TimeProvider time)
{
    /// <summary>For how long reverts that follow each other share the gate's lock: who comes to register waits no longer for many quick ones than for a slow one.</summary>
    private static readonly TimeSpan Shared = TimeSpan.FromMilliseconds(100);

    private readonly ContractedRecord _record = new(definition.History, definition.Graph);
    private long? _heldSince;
    private IReadOnlyList<ApplicationInstance>? _alive;

    /// <summary>The rows that a contraction leaves.</summary>
    public ContractedRecord Record => _record;

    /// <summary>Whether a revert is refused where a living instance was built with the migration.</summary>
    public bool SparesInstances { get; init; }

    /// <summary>Whether the migration needs a guard at all.</summary>
    public bool Guards(PlannedMigration migration) => migration.Direction == MigrationDirection.Up
        ? _record.IsContraction(migration.Id)
        : SparesInstances && !_record.IsContraction(migration.Id);

    /// <summary>Takes the gate's lock for the migration, once nothing is in its way any more.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="isResumed">A part of it is done: then its backfills are, and what they would look at may be gone.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: a row still needs a backfill, or an older instance lives.</exception>
    public async Task EnterAsync(PlannedMigration migration, bool isResumed, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = migration.Direction == MigrationDirection.Up ? definition.Graph[migration.Id].Backfills : [];
        if (names.Count > 0 && !isResumed)
        {
            if (refuses) await RefuseLeftoversAsync(migration.Id, names, cancellationToken);
            else await RunBackfillsAsync(migration.Id, names, cancellationToken);
        }

        if (_heldSince is null) await GateLock.AcquireAsync(connection, cancellationToken);
        _heldSince ??= time.GetTimestamp();
        try
        {
            if (migration.Direction == MigrationDirection.Down) await RefuseUsersAsync(migration, cancellationToken);
            else if (refuses) await RefuseOlderAsync(migration.Id, cancellationToken);
        }
        catch
        {
            await LeaveAsync();
            throw;
        }
    }

    /// <summary>Gives the lock back. A connection that is lost has given it back by that.</summary>
    /// <param name="next">The migration that follows a revert, which keeps the lock for it for a moment; null where none does.</param>
    public async Task LeaveAsync(PlannedMigration? next = null)
    {
        if (_heldSince is not { } since || connection.State != System.Data.ConnectionState.Open) return;
        if (next is { Direction: MigrationDirection.Down } && Guards(next) && time.GetElapsedTime(since) < Shared) return;

        (_heldSince, _alive) = (null, null);
        try
        {
            await GateLock.ReleaseAsync(connection);
        }
        catch (NpgsqlException exception)
        {
            logger.GateLockLost(exception);
        }
    }

    private async Task RefuseUsersAsync(PlannedMigration migration, CancellationToken cancellationToken)
    {
        // Nobody registers while the lock is held.
        _alive ??= await GateTables.TryReadAliveAsync(connection, definition.History, cancellationToken);
        if (RevertedUse.In(_alive, definition, [migration.Id]) is { } use) throw use.Refusal;
    }

    /// <summary>Who has expired is gone for good from here on: its next beat finds no row, and it has to come in as others do.</summary>
    private async Task RefuseOlderAsync(string id, CancellationToken cancellationToken)
    {
        await using (var purge = new NpgsqlCommand($"DELETE FROM migration.instances WHERE NOT ({GateTables.IsAlive})", connection))
            await purge.ExecuteNonQueryAsync(cancellationToken);

        var alive = await GateTables.ReadAliveAsync(connection, definition.History, cancellationToken);
        var older = ContractionReview.OlderThanAllowed(definition.Graph, id, alive).ToList();
        if (older.Count == 0) return;

        throw new MigrationException(
            MigrationExitCode.Refused,
            $"{id} waits: {string.Join("; ", older.Select(instance => ContractionReview.InstanceReason(definition.Graph, id, instance)))}.");
    }

    /// <summary>A writer that knows neither the dual writes nor the new column may have left a row after the backfill had finished.</summary>
    private async Task RefuseLeftoversAsync(string id, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        foreach (var backfill in options.Backfills.Where(backfill => names.Contains(backfill.Name)))
        {
            if (!await OptionalTable.IsThereAsync(connection, backfill, cancellationToken)) continue;

            await using var command = new NpgsqlCommand(
                $"SELECT EXISTS (SELECT FROM {Sql.Qualified(backfill.Schema, backfill.Table)} WHERE {backfill.Rows})", connection)
            { CommandTimeout = (int)Math.Min(int.MaxValue, options.ScanTimeout.TotalSeconds) };
            if (await command.ExecuteScalarAsync(cancellationToken) is not true) continue;

            throw new MigrationException(
                MigrationExitCode.Refused, $"{id} waits: backfill {backfill.Name} had finished, and rows need it again: run `backfill run {backfill.Name}`, and see who wrote them.");
        }
    }

    private async Task RunBackfillsAsync(string id, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var results = await new BackfillRunner(options, logger, time) { Known = definition }.RunAsync(connection, [.. names], new BackfillRunOptions(), cancellationToken);
        if (results.FirstOrDefault(result => result.Outcome != BackfillOutcome.Finished) is not { } open) return;

        var why = open.Error ?? (open.Outcome == BackfillOutcome.RowsSetAside ? $"{open.RowsSetAside} rows could not be done" : $"it is {open.Outcome}");
        throw new MigrationException(
            MigrationExitCode.MigrationFailed, $"{id} needs the backfill {open.Name}, which did not finish: {why.TrimEnd('.')}. See `backfill list`.");
    }
}
