using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The table <c>migration.journal</c>: its shape, and reading it. Works on a database where it does not exist.</summary>
internal static class JournalTable
{
    // No check of the source's values: a later engine adds some, and an older one reads them as a run.
    internal const string CreateSql =
        """
        CREATE SCHEMA IF NOT EXISTS migration;
        CREATE TABLE IF NOT EXISTS migration.journal (
            id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_journal PRIMARY KEY,
            run_id uuid NOT NULL,
            migration_id text NOT NULL,
            direction text NOT NULL CONSTRAINT ck_journal_direction CHECK (direction IN ('up', 'down')),
            outcome text NOT NULL CONSTRAINT ck_journal_outcome
                CHECK (outcome IN ('running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
            steps_total integer NOT NULL,
            steps_done integer NOT NULL,
            sql_hash text NOT NULL,
            started_at timestamptz NOT NULL,
            finished_at timestamptz,
            duration_ms bigint,
            database_user text NOT NULL DEFAULT current_user,
            os_user text NOT NULL,
            host text NOT NULL,
            process_id integer NOT NULL,
            application text NOT NULL,
            application_version text NOT NULL,
            product_version text NOT NULL,
            trace_id text,
            error text,
            source text NOT NULL DEFAULT 'run',
            operations_hash text,
            history_table text,
            done_hash text,
            open_step text CONSTRAINT ck_journal_open_step CHECK (open_step IN ('begun', 'unknown', 'done', 'repeat')),
            exemptions text,
            CONSTRAINT ck_journal_steps CHECK (steps_done BETWEEN 0 AND steps_total));
        CREATE INDEX IF NOT EXISTS ix_journal_migration_id ON migration.journal (migration_id, id);
        """ + "\n" + GateTables.CreateSql;

    // A constant default rewrites nothing, so that the exclusive lock is brief; a reader that holds on to the table fails this fast
    // instead of letting everybody else queue behind it.
    internal const string UpgradeSql =
        """
        SET lock_timeout = '3s';
        ALTER TABLE migration.journal
            ADD COLUMN IF NOT EXISTS source text NOT NULL DEFAULT 'run',
            ADD COLUMN IF NOT EXISTS operations_hash text,
            ADD COLUMN IF NOT EXISTS history_table text,
            ADD COLUMN IF NOT EXISTS done_hash text,
            ADD COLUMN IF NOT EXISTS open_step text CONSTRAINT ck_journal_open_step CHECK (open_step IN ('begun', 'unknown', 'done', 'repeat')),
            ADD COLUMN IF NOT EXISTS exemptions text;
        RESET lock_timeout;
        """ + "\n" + GateTables.CreateSql;

    /// <summary>
    /// Creates what is missing, in one transaction. Under the migration lock only: two sessions that create the same table at once fail on the catalog's keys.
    /// </summary>
    /// <param name="connection">The session.</param>
    /// <param name="columns">What there is of the journal.</param>
    /// <param name="history">The history, to be created as well; null where it is there.</param>
    /// <param name="cancellationToken">Creates nothing.</param>
    public static async Task CreateOrUpgradeAsync(NpgsqlConnection connection, JournalColumns columns, HistoryTable? history, CancellationToken cancellationToken)
    {
        if (history is null && columns.IsCurrent) return;

        var sql = history is null ? columns.CreateSql : columns.IsCurrent ? history.CreateSql : $"{history.CreateSql};\n{columns.CreateSql}";
        await using var command = new NpgsqlCommand(sql, connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new MigrationException(
                MigrationExitCode.LockNotAcquired,
                "The journal of an older version cannot be upgraded while another session has read it in a transaction that is still open: end that transaction and run again.",
                exception);
        }
    }

    /// <summary>The newest entries with a smaller id than <paramref name="before"/>, newest first, of every history table.</summary>
    public static Task<IReadOnlyList<JournalEntry>> ReadNewestAsync(
        NpgsqlConnection connection, long before, int limit, CancellationToken cancellationToken) =>
        QueryAsync(
            connection,
            columns => $"SELECT {columns.List} FROM migration.journal WHERE id < $1 ORDER BY id DESC LIMIT $2",
            [new NpgsqlParameter { Value = before }, new NpgsqlParameter { Value = limit }],
            cancellationToken);

    /// <summary>The newest entries of one migration, newest first, of every history table.</summary>
    public static Task<IReadOnlyList<JournalEntry>> ReadOfAsync(
        NpgsqlConnection connection, string migrationId, int limit, CancellationToken cancellationToken) =>
        QueryAsync(
            connection,
            columns => $"SELECT {columns.List} FROM migration.journal WHERE migration_id = $1 ORDER BY id DESC LIMIT $2",
            [new NpgsqlParameter { Value = migrationId }, new NpgsqlParameter { Value = limit }],
            cancellationToken);

    /// <summary>The last entry of each migration of one history table, oldest first.</summary>
    public static Task<IReadOnlyList<JournalEntry>> ReadLastOfEachAsync(
        NpgsqlConnection connection, HistoryTable history, CancellationToken cancellationToken) =>
        QueryAsync(
            connection,
            columns =>
                $"""
                SELECT {columns.List} FROM (
                    SELECT DISTINCT ON (migration_id) * FROM migration.journal WHERE {columns.OfHistoryTable} ORDER BY migration_id, id DESC) AS last
                ORDER BY id
                """,
            [new NpgsqlParameter { Value = history.Key }],
            cancellationToken);

    /// <summary>The last entry of each migration of one history table that did not succeed, oldest first.</summary>
    public static async Task<IReadOnlyList<JournalEntry>> ReadUnfinishedAsync(
        NpgsqlConnection connection, HistoryTable history, JournalColumns columns, CancellationToken cancellationToken) => columns.Exists
        ? await QueryAsync(
            connection,
            $"""
            SELECT {columns.List} FROM (
                SELECT DISTINCT ON (migration_id) * FROM migration.journal WHERE {columns.OfHistoryTable} ORDER BY migration_id, id DESC) AS last
            WHERE outcome <> 'succeeded' ORDER BY id
            """,
            [new NpgsqlParameter { Value = history.Key }],
            cancellationToken)
        : [];

    /// <summary>Whether any migration of one history table was ever attempted, or noted.</summary>
    public static async Task<bool> HasEntriesAsync(
        NpgsqlConnection connection, HistoryTable history, JournalColumns columns, CancellationToken cancellationToken)
    {
        if (!columns.Exists) return false;

        await using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT FROM migration.journal WHERE {columns.OfHistoryTable})", connection)
        { Parameters = { new() { Value = history.Key } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Of each migration of one history table the last entry that applied it, oldest first.</summary>
    public static Task<IReadOnlyList<JournalEntry>> ReadLastAppliedAsync(
        NpgsqlConnection connection, HistoryTable history, CancellationToken cancellationToken) =>
        QueryAsync(
            connection,
            columns =>
                $"""
                SELECT {columns.List} FROM (
                    SELECT DISTINCT ON (migration_id) * FROM migration.journal
                    WHERE {columns.OfHistoryTable} AND direction = 'up' AND outcome = 'succeeded'
                    ORDER BY migration_id, id DESC) AS last
                ORDER BY id
                """,
            [new NpgsqlParameter { Value = history.Key }],
            cancellationToken);

    /// <summary>Those of <paramref name="ids"/> whose rows gave way to a squash that is applied.</summary>
    public static async Task<IReadOnlySet<string>> ReadFoldedAsync(
        NpgsqlConnection connection, HistoryTable history, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var columns = await JournalColumns.ReadAsync(connection, cancellationToken);
        if (!columns.HasOrigins) return new HashSet<string>();

        await using var command = new NpgsqlCommand(
            $"""
            SELECT last.migration_id
            FROM (
                SELECT DISTINCT ON (migration_id) * FROM migration.journal
                WHERE {columns.OfHistoryTable} AND migration_id = ANY ($2) ORDER BY migration_id, id DESC) AS last
            WHERE last.source = 'squash' AND last.direction = 'down' AND EXISTS (
                SELECT FROM migration.journal AS squash JOIN {history.Name} AS applied ON applied."MigrationId" = squash.migration_id
                WHERE squash.run_id = last.run_id AND squash.source = 'squash' AND squash.direction = 'up')
            """,
            connection)
        { Parameters = { new() { Value = history.Key }, new() { Value = ids.ToArray() } } };
        var folded = new HashSet<string>();
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) folded.Add(reader.GetString(0));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // An application's role may read the history and not the journal: then nothing is known to be folded.
        }

        return folded;
    }

    private static async Task<IReadOnlyList<JournalEntry>> QueryAsync(
        NpgsqlConnection connection, Func<JournalColumns, string> sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        var columns = await JournalColumns.ReadAsync(connection, cancellationToken);
        return columns.Exists ? await QueryAsync(connection, sql(columns), parameters, cancellationToken) : [];
    }

    private static async Task<IReadOnlyList<JournalEntry>> QueryAsync(
        NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<JournalEntry>();
        while (await reader.ReadAsync(cancellationToken)) entries.Add(Read(reader));
        return entries;
    }

    private static JournalEntry Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        RunId = row.GetGuid(1),
        MigrationId = row.GetString(2),
        Direction = Enum.Parse<MigrationDirection>(row.GetString(3), ignoreCase: true),
        Outcome = Enum.Parse<JournalOutcome>(row.GetString(4), ignoreCase: true),
        StepsTotal = row.GetInt32(5),
        StepsDone = row.GetInt32(6),
        SqlHash = row.GetString(7),
        StartedAt = row.GetFieldValue<DateTimeOffset>(8),
        FinishedAt = row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9),
        Duration = row.IsDBNull(10) ? null : TimeSpan.FromMilliseconds(row.GetInt64(10)),
        DatabaseUser = row.GetString(11),
        OsUser = row.GetString(12),
        Host = row.GetString(13),
        ProcessId = row.GetInt32(14),
        Application = row.GetString(15),
        ApplicationVersion = row.GetString(16),
        ProductVersion = row.GetString(17),
        TraceId = row.IsDBNull(18) ? null : row.GetString(18),
        Error = row.IsDBNull(19) ? null : row.GetString(19),
        Source = !row.IsDBNull(20) && Enum.TryParse<JournalSource>(row.GetString(20), ignoreCase: true, out var source) ? source : JournalSource.Run,
        OperationsHash = row.IsDBNull(21) ? null : row.GetString(21),
        HistoryTable = row.IsDBNull(22) ? null : row.GetString(22),
        DoneHash = row.IsDBNull(23) ? null : row.GetString(23),
        OpenStep = row.IsDBNull(24) ? null : Enum.Parse<OpenStep>(row.GetString(24), ignoreCase: true),
        Exemptions = row.IsDBNull(25) ? null : row.GetString(25),
    };
}
