using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace TradingPlatform.MigrationEngine;

/// <summary>Writes the journal over the connection that holds the lock.</summary>
internal sealed class JournalWriter(NpgsqlConnection connection, HistoryTable history, MigrationEngineOptions options)
{
    internal const string DurationUntilNow = "(extract(epoch FROM clock_timestamp() - started_at) * 1000)::bigint";

    internal const string MarkInterruptedSql =
        """
        UPDATE migration.journal SET outcome = 'interrupted', finished_at = clock_timestamp(),
            error = 'The process or its connection ended while the migration was running.'
        WHERE outcome = 'running'
        """;

    /// <summary>
    /// Writes nothing where this session does not hold the lock: behind a transaction pooler sessions change underneath. Does not wait for
    /// the disk: nothing that the migration commits can be there without this row, which is written to the log before it.
    /// </summary>
    internal static readonly string StartSql =
        $"""
        INSERT INTO migration.journal (run_id, migration_id, direction, outcome, steps_total, steps_done, sql_hash, started_at,
            os_user, host, process_id, application, application_version, product_version, trace_id,
            operations_hash, history_table, done_hash, open_step, exemptions)
        SELECT $1::uuid, $2, $3, 'running', $4::integer, $5::integer, $6, clock_timestamp(), $7, $8, $9::integer, $10, $11, $12, $13, $14, $15, $16, $17, $18
        FROM set_config('synchronous_commit', 'off', true) WHERE {AdvisoryLock.IsHeldHere}
        RETURNING id::text
        """;

    internal const string SucceedSql =
        $"""
        UPDATE migration.journal
        SET outcome = 'succeeded', steps_done = steps_total, finished_at = clock_timestamp(), duration_ms = {DurationUntilNow}
        WHERE id = $1::bigint
        """;

    private NpgsqlCommand? _start;
    private int _starts;

    /// <summary>Rows still 'running' belong to runs that died: who holds the lock is alone. Returns how many there were.</summary>
    public async Task<int> MarkInterruptedAsync(CancellationToken cancellationToken)
    {
        if (!(await JournalColumns.ReadAsync(connection, cancellationToken)).Exists) return 0;

        await using var command = new NpgsqlCommand(MarkInterruptedSql, connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Opens the row of one migration; null where this session has lost the lock.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="migration">The migration.</param>
    /// <param name="resumed">What an earlier attempt left; the new row takes it over, so that the last row alone tells the state.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task<JournalRow?> StartAsync(Guid runId, PlannedMigration migration, ResumePoint resumed, CancellationToken cancellationToken)
    {
        // As text, like what is answered: the driver, and the runtime for it, set each type of number up anew at each start.
        string?[] values =
        [
            runId.ToString(),
            migration.Id,
            migration.Direction == MigrationDirection.Up ? "up" : "down",
            Number(migration.Steps.Count),
            Number(resumed.StepsDone),
            migration.SqlHash,
            ThisProcess.UserName,
            Environment.MachineName,
            Number(Environment.ProcessId),
            options.ApplicationName,
            options.ApplicationVersion,
            ThisProcess.ProductVersion,
            Activity.Current?.TraceId.ToHexString(),
            migration.OperationsHash,
            history.Key,
            resumed.DoneHash,
            resumed.OpenStep is { } open ? Word(open) : null,
            PlannedExemption.Text(migration.Exemptions),
        ];
        try
        {
            return await StartAsync(values, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidSqlStatementName && _start is not null)
        {
            // A migration has deallocated what was prepared; it is not tried again.
            _start = null;
            _starts = int.MinValue;
            return await StartAsync(values, cancellationToken);
        }
    }

    private async Task<JournalRow?> StartAsync(string?[] values, CancellationToken cancellationToken)
    {
        var command = _start ??= CreateStart(values.Length);
        for (var index = 0; index < values.Length; index++) command.Parameters[index].Value = (object?)values[index] ?? DBNull.Value;

        // From the second migration of a run on: parsing and planning are two thirds of it.
        if (++_starts == 2) await command.PrepareAsync(cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken) is string id ? new JournalRow(long.Parse(id, CultureInfo.InvariantCulture)) : null;
    }

    private NpgsqlCommand CreateStart(int parameters)
    {
        var command = new NpgsqlCommand(StartSql, connection);
        for (var index = 0; index < parameters; index++) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Notes a migration that came into the history or out of it without being run, in the connection's open transaction.</summary>
    public async Task RecordAsync(
        Guid runId, string migrationId, MigrationDirection direction, JournalSource source, string? operationsHash, string? note, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO migration.journal (run_id, migration_id, direction, outcome, steps_total, steps_done, sql_hash, started_at, finished_at,
                duration_ms, os_user, host, process_id, application, application_version, product_version, trace_id, source, operations_hash,
                history_table, error)
            VALUES ($1, $2, $3, 'succeeded', 0, 0, '', clock_timestamp(), clock_timestamp(), 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = runId },
                new() { Value = migrationId },
                new() { Value = direction == MigrationDirection.Up ? "up" : "down" },
                new() { Value = ThisProcess.UserName },
                new() { Value = Environment.MachineName },
                new() { Value = Environment.ProcessId },
                new() { Value = options.ApplicationName },
                new() { Value = options.ApplicationVersion },
                new() { Value = ThisProcess.ProductVersion },
                new() { Value = (object?)Activity.Current?.TraceId.ToHexString() ?? DBNull.Value },
                new() { Value = NameOf(source) },
                new() { Value = (object?)operationsHash ?? DBNull.Value },
                new() { Value = history.Key },
                new() { Value = (object?)note ?? DBNull.Value },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The statement that marks a step as done. Its place is in the step's own commit; numbers and hex digits need no quoting.</summary>
    public static string StepDoneSql(long entry, int stepsDone, string doneHash) => FormattableString.Invariant(
        $"UPDATE migration.journal SET steps_done = {stepsDone}, done_hash = '{doneHash}', open_step = NULL WHERE id = {entry}");

    /// <summary>The same outside of a transaction, without waiting for the disk.</summary>
    public static string LooseStepDoneSql(long entry, int stepsDone, string doneHash) => FormattableString.Invariant(
        $"UPDATE migration.journal SET steps_done = {stepsDone}, done_hash = '{doneHash}', open_step = NULL FROM set_config('synchronous_commit', 'off', true) WHERE id = {entry}");

    /// <summary>The statement that says how the next step stands; null: it has not been begun.</summary>
    public static string OpenStepSql(long entry, OpenStep? state, string doneHash) => FormattableString.Invariant(
        $"UPDATE migration.journal SET open_step = {(state is { } open ? $"'{Word(open)}'" : "NULL")}, done_hash = '{doneHash}' WHERE id = {entry}");

    /// <summary>Marks the migration as complete, in the transaction that writes the history row.</summary>
    public static NpgsqlBatchCommand Succeed(long entry) => new(SucceedSql) { Parameters = { new() { Value = entry.ToString(CultureInfo.InvariantCulture) } } };

    /// <summary>Closes the row of a migration that stopped. Takes no token: it is written although the run is being cancelled.</summary>
    public async Task StopAsync(long entry, JournalOutcome outcome, string error)
    {
        await using var command = new NpgsqlCommand(
            $"""
            UPDATE migration.journal
            SET outcome = $2, error = $3, finished_at = clock_timestamp(), duration_ms = {DurationUntilNow}
            WHERE id = $1
            """,
            connection)
        {
            CommandTimeout = 5,
            Parameters =
            {
                new() { Value = entry },
                new() { Value = outcome == JournalOutcome.Cancelled ? "cancelled" : "failed" },
                new() { Value = error },
            },
        };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static string NameOf(JournalSource source) => source switch
    {
        JournalSource.Run => "run",
        JournalSource.Stamp => "stamp",
        JournalSource.Adopt => "adopt",
        JournalSource.Squash => "squash",
        JournalSource.Script => "script",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "There is no such source."),
    };

    private static string Word(OpenStep state) => state.ToString().ToLowerInvariant();
}
