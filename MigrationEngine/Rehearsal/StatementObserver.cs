using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Notes of every statement of a run what it really does: locks, rewritten tables, built indexes, scans, time, write-ahead log.</summary>
/// <param name="watcher">A second session of the same database.</param>
/// <param name="gate">A third one.</param>
/// <param name="time">The clock.</param>
internal sealed class StatementObserver(NpgsqlConnection watcher, LockGate gate, TimeProvider time) : IStatementObserver
{
    private readonly Dictionary<(string Migration, int Step, int Index), StatementFacts> _facts = [];
    private IReadOnlyDictionary<uint, RelationState> _baseline = new Dictionary<uint, RelationState>();

    /// <summary>In the order in which the statements were first run; of a repeated one the last time.</summary>
    public IReadOnlyCollection<StatementFacts> Facts => _facts.Values;

    /// <inheritdoc />
    public string BeforeCommitSql =>
        $"""
        ;
        SELECT set_config('migration.observed_locks', coalesce((SELECT string_agg(l.relation::int8 || ' ' || l.mode, ',') FROM (
            {SessionLook.LocksSql} AND l.pid = pg_backend_pid()) l), ''), false)
        """;

    /// <inheritdoc />
    public async Task ObserveAsync(ObservedStatement statement, NpgsqlConnection connection, Func<Task> run, CancellationToken cancellationToken)
    {
        var key = (statement.MigrationId, statement.Step, statement.Index);
        var inTransaction = statement.Kind == ObservedKind.InTransaction;
        var before = await SessionLook.BeforeAsync(connection, inTransaction, cancellationToken);
        var expected = Expectation.Of(statement.Sql, before.Relations);
        _facts[key] = new StatementFacts { Statement = statement, Expected = expected };
        if (statement.Index == 0) _baseline = before.Relations;

        var sampler = new LockSampler(watcher, gate);
        if (statement.Kind == ObservedKind.OnItsOwn) await gate.CloseAsync(expected, cancellationToken);
        var start = time.GetTimestamp();
        if (statement.Kind == ObservedKind.OnItsOwn) await sampler.WatchAsync(connection.ProcessID, run, time);
        else await run();
        var duration = time.GetElapsedTime(start);

        var after = await SessionLook.AfterAsync(connection, inTransaction, cancellationToken);
        var difference = new LookDifference(_baseline, before, after);
        var seen = statement.Kind switch
        {
            ObservedKind.InTransaction => after.Locks,
            ObservedKind.WithJournal => await NotedAsync(connection, cancellationToken),
            _ => sampler.Seen,
        };
        _facts[key] = new StatementFacts
        {
            Statement = statement,
            Locks = difference.Locks(seen),
            Held = difference.Held,
            Evidence = statement.Kind != ObservedKind.OnItsOwn ? LockEvidence.Complete : sampler.WasHeldUp ? LockEvidence.HeldUp : LockEvidence.Sampled,
            Rewritten = difference.Rewritten,
            Built = difference.Built,
            Scanned = difference.Scanned,
            Expected = expected,
            Baseline = _baseline,
            Duration = duration,
            WalBytes = difference.WalBytes,
            IsDone = true,
        };
    }

    /// <summary>What <see cref="BeforeCommitSql"/> has kept for this moment.</summary>
    private static async Task<IEnumerable<(uint, TableLock)>> NotedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT current_setting('migration.observed_locks', true)", connection);
        var text = await command.ExecuteScalarAsync(cancellationToken) as string ?? "";
        return
        [
            .. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(' '))
                .Select(parts => (uint.Parse(parts[0], CultureInfo.InvariantCulture), Mode: SessionLook.Mode(parts[1])))
                .Where(one => one.Mode is not null)
                .Select(one => (one.Item1, one.Mode!.Value)),
        ];
    }
}
