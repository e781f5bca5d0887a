using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The table <c>migration.journal</c>: its shape, and reading it. Works on a database where it does not exist.</summary>
internal static class JournalTable
{
    private const string Columns =
        """
        id, run_id, migration_id, direction, outcome, steps_total, steps_done, sql_hash, started_at, finished_at, duration_ms,
        database_user, os_user, host, process_id, application, application_version, product_version, trace_id, error
        """;

    public static async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT to_regclass('migration.journal') IS NOT NULL", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task CreateIfMissingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(connection, cancellationToken)) return;

        await using var command = new NpgsqlCommand(
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
                CONSTRAINT ck_journal_steps CHECK (steps_done BETWEEN 0 AND steps_total));
            CREATE INDEX IF NOT EXISTS ix_journal_migration_id ON migration.journal (migration_id, id);
            """,
            connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The newest entries with a smaller id than <paramref name="before"/>, newest first.</summary>
    public static Task<IReadOnlyList<JournalEntry>> ReadNewestAsync(
        NpgsqlConnection connection, long before, int limit, CancellationToken cancellationToken) =>
        QueryAsync(
            connection,
            $"SELECT {Columns} FROM migration.journal WHERE id < $1 ORDER BY id DESC LIMIT $2",
            [new NpgsqlParameter { Value = before }, new NpgsqlParameter { Value = limit }],
            cancellationToken);

    /// <summary>The last entry of each migration, oldest first.</summary>
    public static Task<IReadOnlyList<JournalEntry>> ReadLastOfEachAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        QueryAsync(
            connection,
            $"SELECT {Columns} FROM (SELECT DISTINCT ON (migration_id) * FROM migration.journal ORDER BY migration_id, id DESC) AS last ORDER BY id",
            [],
            cancellationToken);

    private static async Task<IReadOnlyList<JournalEntry>> QueryAsync(
        NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(connection, cancellationToken)) return [];

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
    };
}
