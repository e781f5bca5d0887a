using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Reads the <see cref="SchemaStatus"/> over a context's own connection. Takes no lock and never waits behind a running migration.</summary>
public static class SchemaStatusReader
{
    /// <summary>The status of the context's database against the migrations of the context's build.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached: <see cref="DatabaseFailure"/> has the sentence.</exception>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.LockNotAcquired"/>: EF Core's own migrator, or whoever else has locked the history table, is named.
    /// <see cref="MigrationExitCode.Damaged"/>: the migrations of the build contradict each other.
    /// </exception>
    public static Task<SchemaStatus> ReadAsync(DbContext context, CancellationToken cancellationToken) => ReadAsync(context, [], cancellationToken);

    /// <summary>The same with what the build's backfills have to say.</summary>
    /// <param name="context">The database and the build.</param>
    /// <param name="backfills">The backfills of the build.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    /// <exception cref="MigrationException">As without backfills.</exception>
    public static async Task<SchemaStatus> ReadAsync(DbContext context, IReadOnlyList<Backfill> backfills, CancellationToken cancellationToken)
    {
        await using var lease = await ContextConnection.OpenAsync(context, cancellationToken);
        var definition = SchemaDefinition.Of(context);
        return await ReadAsync(
            definition,
            lease.Connection,
            backfills,
            ids => Task.FromResult(TouchesOf(new MigrationPlanner(context, definition.Graph).Plan(MigrationDirection.Up, ids).Migrations)),
            cancellationToken);
    }

    internal static IReadOnlyDictionary<string, IReadOnlyList<TouchedObject>> TouchesOf(IEnumerable<PlannedMigration> plans) =>
        plans.ToDictionary(plan => plan.Id, plan => plan.Touches);

    internal static async Task<SchemaStatus> ReadAsync(
        SchemaDefinition definition,
        NpgsqlConnection connection,
        IReadOnlyList<Backfill> backfills,
        Func<IReadOnlyList<string>, Task<IReadOnlyDictionary<string, IReadOnlyList<TouchedObject>>>> touches,
        CancellationToken cancellationToken)
    {
        var holder = await AdvisoryLock.FindHolderAsync(connection, cancellationToken);
        var journal = (await JournalTable.ReadLastOfEachAsync(connection, definition.History, cancellationToken)).ToDictionary(entry => entry.MigrationId);
        var history = await ReadHistoryAsync(definition.History, connection, cancellationToken);
        var state = new AppliedState(definition.Graph, history.Select(row => row.Id));
        var instances = await GateTables.TryReadAliveAsync(connection, definition.History, cancellationToken);
        var stand = await BackfillTable.ReadAsync(connection, backfills, definition.Graph, history.Select(row => row.Id).ToHashSet(), cancellationToken);
        var waiting = state.Pending.Any(id => definition.Graph[id].Phase == MigrationPhase.Contract)
            ? await new ContractionReview(definition.Graph, state, instances, stand, touches).RunAsync()
            : [];

        return new SchemaStatus
        {
            Applied = [.. history.Select(row => new AppliedMigration(row.Id, row.ProductVersion, AppliedAt(journal.GetValueOrDefault(row.Id))))],
            Pending = state.Pending,
            Unknown = state.Unknown,
            OutOfOrder = state.OutOfOrder,
            Heads = definition.Graph.Heads,
            SquashesPending = state.Recognised,
            SquashesIncomplete = state.Incomplete,
            Unfinished = [.. journal.Values.Where(entry => entry.IsHalfDone || (entry.Outcome == JournalOutcome.Running && holder is not null))],
            Waiting = waiting,
            Instances = instances,
            Backfills = stand,
            Holder = holder,
            ServerVersion = connection.PostgreSqlVersion.ToString(),
        };
    }

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.LockNotAcquired"/>: another tool has locked the table.</exception>
    internal static async Task<IReadOnlyList<HistoryRow>> ReadHistoryAsync(
        HistoryTable history, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await history.ReadAsync(connection, cancellationToken, HistoryLocked.Patience);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw await HistoryLocked.DescribeAsync(history, connection, exception, cancellationToken);
        }
    }

    private static DateTimeOffset? AppliedAt(JournalEntry? entry) =>
        entry is { Direction: MigrationDirection.Up, Outcome: JournalOutcome.Succeeded } ? entry.FinishedAt : null;
}
