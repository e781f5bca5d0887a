using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Sends the statements of one migration's steps, and puts their failures into sentences.</summary>
/// <param name="connection">The run's connection, which holds the lock.</param>
/// <param name="migration">The migration.</param>
/// <param name="entry">Its row of the journal.</param>
/// <param name="chain">The <see cref="StepChain"/> of its steps.</param>
/// <param name="options">The timeouts.</param>
internal sealed class StepStatements(NpgsqlConnection connection, PlannedMigration migration, long entry, IReadOnlyList<string> chain, MigrationEngineOptions options)
{
    /// <summary>In seconds.</summary>
    private const int RollBackTimeout = 30;

    /// <summary>In lock timeouts: who has been there for so long is not gone within the next one.</summary>
    private const int LongTransaction = 4;

    /// <summary>
    /// Whether the run goes on with another migration, whose commits come after this one's: then none of this one's waits for the disk, and the last
    /// one of the run waits for all. Default: no.
    /// </summary>
    public bool IsFollowed { get; init; }

    /// <summary>Whether each statement is a message of its own: somebody observes them, or a trace, which has a span a message, is read for the one that took so long.</summary>
    public bool AreSentApart => options.Observer is not null || EngineTelemetry.Source.HasListeners();

    /// <summary>The age from which a transaction is not expected to end within a lock timeout.</summary>
    public TimeSpan LongTransactionAge => options.LockTimeout * LongTransaction;

    public NpgsqlConnection Connection => connection;

    public PlannedMigration Migration => migration;

    public long Entry => entry;

    /// <summary>The journal's update for a step that is done.</summary>
    public string DoneSql(int index) => JournalWriter.StepDoneSql(entry, index + 1, chain[index + 1]);

    /// <summary>
    /// The same outside of a transaction. It waits for the disk only where nothing in the database tells whether the step's statement has taken effect.
    /// Any other is committed with it, or looked at by the next run where the server lost this update.
    /// </summary>
    public string DoneSql(int index, LooseStatement? loose) => loose is { Mark: OpenStep.Unknown }
        ? DoneSql(index)
        : JournalWriter.LooseStepDoneSql(entry, index + 1, chain[index + 1]);

    /// <summary>The journal's update for a step that commits by itself: how it stands; null when nothing is left of an attempt.</summary>
    public string OpenSql(int index, OpenStep? state) => JournalWriter.OpenStepSql(entry, state, chain[state is null ? index : index + 1]);

    /// <summary>
    /// The same before the step's statement is sent, without waiting for the disk: nothing that the statement commits can be there without
    /// this mark, which is written to the log before it. One message, and so one transaction.
    /// </summary>
    public string BeginLooseSql(int index, OpenStep mark) => $"SELECT set_config('synchronous_commit', 'off', true); {OpenSql(index, mark)}";

    /// <summary>The limits of the statements that follow, until the transaction or the session ends.</summary>
    public static string Timeouts(string set, StatementLimits limits) => FormattableString.Invariant(
        $"{set} lock_timeout = {(long)limits.Lock.TotalMilliseconds}; {set} statement_timeout = {(long)limits.Statement.TotalMilliseconds}");

    /// <summary>
    /// Begins the transaction of a step, and in the same message looks for sessions that hold locks in its way and have done so for longer
    /// than a short transaction takes: to queue behind them would keep everybody waiting for nothing.
    /// </summary>
    public async Task<IReadOnlyList<LockBlocker>> BeginAsync(int index, CancellationToken cancellationToken)
    {
        var locks = migration.Steps[index].Locks;
        await using var command = new NpgsqlCommand($"{BeginSql(index)}; {LockBlockers.AnyQuery(locks)}", connection);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!reader.HasRows) return [];
        }

        return await LockBlockers.ReadAsync(connection, locks, LongTransactionAge, cancellationToken);
    }

    /// <summary>
    /// An autovacuum gives way, but only to who has waited for deadlock_timeout, a second as a rule. To wait that long for SHARE UPDATE
    /// EXCLUSIVE keeps no reader and no writer waiting, and no new autovacuum begins while the transaction holds it.
    /// </summary>
    public string PushAutovacuumAside(IReadOnlyList<StepLock> locks)
    {
        var tables = string.Join(", ", locks.Where(wanted => !wanted.IsTableOfIndex).Select(wanted => PsqlText.Literal(wanted.Relation)).Distinct());
        var patient = StatementLimits.Of(options) with { Lock = StatementLimits.HarmlessLockWait };
        return $"""
            {Timeouts("SET LOCAL", patient)};
            DO $aside$
            DECLARE
                relation regclass;
            BEGIN
                FOR relation IN SELECT oid FROM pg_class WHERE relkind IN ('r', 'p') AND oid = ANY (SELECT to_regclass(name) FROM unnest(ARRAY[{tables}]::text[]) AS name) LOOP
                    EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', relation);
                END LOOP;
            END
            $aside$;
            {Timeouts("SET LOCAL", StatementLimits.Of(options))}
            """;
    }

    /// <summary>
    /// What a step's transaction begins with. Only the last one of a run, which writes its last history row, waits for the disk: the server writes
    /// commits in their order, so that what is lost of the others with the server is lost together with what history and journal say of them.
    /// </summary>
    public string LimitsSql(int index) =>
        $"{Timeouts("SET LOCAL", StatementLimits.Of(options))}{(IsFollowed || index < migration.Steps.Count - 1 ? "; SET LOCAL synchronous_commit = off" : "")}";

    private string BeginSql(int index) => $"BEGIN; {LimitsSql(index)}";

    public Task ExecuteAsync(int index, string sql, CancellationToken cancellationToken) => ExecuteAsync(index, sql, sql, cancellationToken);

    /// <summary>Runs a statement of a step under the eyes of a rehearsal's observer, or just runs it.</summary>
    public Task ObservedAsync(int index, int number, string sql, ObservedKind kind, Func<Task> run, CancellationToken cancellationToken) =>
        options.Observer is { } observer
            ? observer.ObserveAsync(new ObservedStatement(migration.Id, index, number, sql, kind), connection, run, cancellationToken)
            : run();

    /// <summary>Runs the statements of a transaction and the engine's own at its end: in one message as far as nobody observes or traces each of them.</summary>
    /// <param name="index">The step, from 0.</param>
    /// <param name="isBegun">Whether the transaction is open already; else it is opened here.</param>
    /// <param name="bookkeeping">The engine's own.</param>
    /// <param name="cancellationToken">Stops the statements.</param>
    public async Task ExecuteAllAsync(int index, bool isBegun, IReadOnlyList<NpgsqlBatchCommand> bookkeeping, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (!isBegun) Begin(batch, index);
        foreach (var (number, statement) in migration.Steps[index].Statements.Index())
        {
            if (!AreSentApart && Single(statement) is { } single)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(single));
                continue;
            }

            // Text of several statements is the driver's to cut: it knows more of SQL than is needed to know that there are several.
            await SendAsync(index, batch, batch.BatchCommands.Count, cancellationToken);
            await ObservedAsync(index, number, statement, ObservedKind.InTransaction, () => ExecuteAsync(index, statement, cancellationToken), cancellationToken);
        }

        var own = batch.BatchCommands.Count;
        foreach (var command in bookkeeping) batch.BatchCommands.Add(command);
        await SendAsync(index, batch, own, cancellationToken);
    }

    /// <summary>Runs the statements of several steps, and the engine's own at their end, in one message and one transaction, which is left open.</summary>
    /// <exception cref="PostgresException">Whatever it is about, while the connection lives: nothing of the group is done, and the steps one by one tell which of them fails.</exception>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.MigrationFailed"/>: a statement failed, and the connection with it.</exception>
    public async Task ExecuteAtOnceAsync(StepGroup group, IReadOnlyList<NpgsqlBatchCommand> bookkeeping, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Begin(batch, group.Last);
        var own = batch.BatchCommands.Count;
        foreach (var statement in group.Statements) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement.Sql));
        foreach (var command in bookkeeping) batch.BatchCommands.Add(command);
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (
            connection.State != ConnectionState.Open && IsFailure(exception) && exception.BatchCommand is NpgsqlBatchCommand failed
            && group.Statements.ElementAtOrDefault(batch.BatchCommands.IndexOf(failed) - own) is { } statement)
        {
            throw Failed(statement.Step, statement.Sql, exception);
        }
    }

    private void Begin(NpgsqlBatch batch, int index)
    {
        foreach (var sql in BeginSql(index).Split("; ")) batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
    }

    /// <summary>The statement without its semicolon; null where there may be several.</summary>
    public static string? Single(string sql) =>
        SqlStatements.IsSurelySingle(sql) ? SqlStatements.WithoutEnd(sql).ToString() : SqlStatements.Split(sql) is [var only] ? only : null;

    private async Task SendAsync(int index, NpgsqlBatch batch, int statements, CancellationToken cancellationToken)
    {
        if (batch.BatchCommands.Count == 0) return;

        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (
            IsFailure(exception) && exception.BatchCommand is NpgsqlBatchCommand failed && batch.BatchCommands.IndexOf(failed) < statements)
        {
            throw Failed(index, failed.CommandText, exception);
        }

        batch.BatchCommands.Clear();
    }

    /// <param name="index">The step, from 0.</param>
    /// <param name="sql">What is sent.</param>
    /// <param name="shown">What a failure quotes.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    public async Task ExecuteAsync(int index, string sql, string shown, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (IsFailure(exception))
        {
            throw Failed(index, shown, exception);
        }
    }

    /// <summary>Gives up the open transaction. A connection that cannot do that is closed, and the server does it.</summary>
    public async Task RollBackAsync(ILogger logger)
    {
        if (connection.State != ConnectionState.Open) return;

        try
        {
            await using var command = new NpgsqlCommand("ROLLBACK", connection) { CommandTimeout = RollBackTimeout };
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            logger.NotRolledBack(exception);
        }
    }

    public MigrationException Failed(int index, string shown, PostgresException exception) => RunFailure.StatementFailed(
        migration.Id, index + 1, migration.Steps.Count, shown, migration.Steps[index].IsTransactional, exception);

    /// <summary>An error of the statement itself: not a lock conflict, and not the end of the connection.</summary>
    public bool IsFailure(PostgresException exception) => !IsLockConflict(exception) && (connection.State == ConnectionState.Open || !EndsSession(exception));

    /// <summary>Whether the server ended the session. The driver ends it by itself after other errors, such as a full disk.</summary>
    public static bool EndsSession(PostgresException exception) =>
        exception.SqlState.StartsWith("57P", StringComparison.Ordinal) || exception.SqlState.StartsWith("08", StringComparison.Ordinal)
        || exception.SqlState.StartsWith("25P", StringComparison.Ordinal);

    public static bool IsLockConflict(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;
}
