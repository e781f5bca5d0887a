using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The tables <c>migration.backfills</c>, <c>backfill_ranges</c> and <c>backfill_rows</c>: their shape, and reading them.</summary>
public static class BackfillTable
{
    internal const string CreateSql =
        """
        CREATE SCHEMA IF NOT EXISTS migration;
        CREATE TABLE IF NOT EXISTS migration.backfills (
            name text CONSTRAINT pk_backfills PRIMARY KEY,
            after_migration text NOT NULL,
            table_schema text NOT NULL,
            table_name text NOT NULL,
            definition_hash text NOT NULL,
            state text NOT NULL DEFAULT 'open' CONSTRAINT ck_backfills_state
                CHECK (state IN ('open', 'paused', 'cancelled', 'failed', 'set_aside', 'finished')),
            pass integer NOT NULL DEFAULT 1,
            estimated_rows bigint NOT NULL DEFAULT 0,
            started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            finished_at timestamptz,
            error text,
            application_version text NOT NULL DEFAULT '');
        CREATE TABLE IF NOT EXISTS migration.backfill_ranges (
            backfill text NOT NULL CONSTRAINT fk_backfill_ranges_backfill REFERENCES migration.backfills ON DELETE CASCADE,
            id integer NOT NULL,
            lower_key text[],
            upper_key text[],
            position text[],
            is_done boolean NOT NULL DEFAULT false,
            batch_size integer NOT NULL DEFAULT 0,
            rows_walked bigint NOT NULL DEFAULT 0,
            rows_changed bigint NOT NULL DEFAULT 0,
            batches bigint NOT NULL DEFAULT 0,
            worked_ms double precision NOT NULL DEFAULT 0,
            updated_at timestamptz,
            CONSTRAINT pk_backfill_ranges PRIMARY KEY (backfill, id));
        CREATE TABLE IF NOT EXISTS migration.backfill_rows (
            backfill text NOT NULL CONSTRAINT fk_backfill_rows_backfill REFERENCES migration.backfills ON DELETE CASCADE,
            key text[] NOT NULL,
            sql_state text,
            error text NOT NULL,
            set_aside_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            CONSTRAINT pk_backfill_rows PRIMARY KEY (backfill, key));
        """;

    /// <summary>Serializes creation: two sessions that create the same table at once fail on the catalog's keys. "TPBackfi" in ASCII.</summary>
    private const long CreationKey = 0x54504261636B6669;

    private const string Columns =
        """
        name, state, after_migration, table_schema || '.' || table_name, estimated_rows, started_at, finished_at, error,
        coalesce(walked, 0), coalesce(changed, 0), coalesce(worked, 0), updated_at,
        (SELECT count(*) FROM migration.backfill_rows WHERE backfill = name)
        """;

    private const string SumsSql =
        """
        SELECT sum(rows_walked)::bigint AS walked, sum(rows_changed)::bigint AS changed, sum(worked_ms) AS worked, max(updated_at) AS updated_at,
            nullif(max(batch_size) FILTER (WHERE NOT is_done), 0) AS batch_size
        FROM migration.backfill_ranges WHERE backfill = name
        """;

    /// <summary>
    /// How every backfill stands: those of the build in its order, then those that only the database knows. Takes no lock, and works where
    /// the tables do not exist.
    /// </summary>
    /// <param name="connection">The database.</param>
    /// <param name="backfills">The backfills of the build.</param>
    /// <param name="applied">The ids of the applied migrations.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<BackfillStatus>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<Backfill> backfills, IReadOnlyCollection<string> applied, CancellationToken cancellationToken)
    {
        var recorded = await ReadRecordedAsync(connection, cancellationToken);
        var known = backfills.Select(backfill => recorded.GetValueOrDefault(backfill.Name) is { } status
            ? status with { IsKnown = true }
            : new BackfillStatus
            {
                Name = backfill.Name,
                After = backfill.After,
                Table = $"{backfill.Schema}.{backfill.Table}",
                IsKnown = true,
                State = applied.Contains(backfill.After) ? BackfillState.Pending : BackfillState.NotYetPossible,
            }).ToList();
        return [.. known, .. recorded.Values.Where(status => known.All(other => other.Name != status.Name)).OrderBy(status => status.Name, StringComparer.Ordinal)];
    }

    /// <summary>The same, given the history: a squash counts for what it folds, and what a migration that is applied required has finished.</summary>
    internal static async Task<IReadOnlyList<BackfillStatus>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<Backfill> backfills, MigrationGraph graph, IReadOnlySet<string> history, CancellationToken cancellationToken)
    {
        string[] applied = [.. backfills.Where(backfill => BackfillRunner.RowOf(backfill, graph, history) is not null).Select(backfill => backfill.After)];
        var over = backfills.Where(backfill => BackfillRunner.IsOver(backfill, graph, history)).Select(backfill => backfill.Name).ToHashSet();
        var all = await ReadAsync(connection, backfills, applied, cancellationToken);
        return [.. all.Select(status => over.Contains(status.Name) ? status with { State = BackfillState.Finished, Error = null } : status)];
    }

    /// <summary>The rows that were set aside, of one backfill, oldest first.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="name">The backfill.</param>
    /// <param name="limit">The largest number of rows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<SetAsideRow>> ReadSetAsideAsync(NpgsqlConnection connection, string name, int limit, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(connection, cancellationToken)) return [];

        await using var command = new NpgsqlCommand(
            "SELECT key, sql_state, error, set_aside_at FROM migration.backfill_rows WHERE backfill = $1 ORDER BY set_aside_at, key LIMIT $2", connection)
        { Parameters = { new() { Value = name }, new() { Value = limit } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<SetAsideRow>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new SetAsideRow(reader.GetFieldValue<string[]>(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3)));
        return rows;
    }

    /// <summary>Those of the names whose backfill has not finished, or not even begun, in the same order.</summary>
    internal static async Task<IReadOnlyList<string>> ReadUnfinishedAsync(
        NpgsqlConnection connection, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(connection, cancellationToken)) return names;

        await using var command = new NpgsqlCommand("SELECT name FROM migration.backfills WHERE state = 'finished'", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var finished = new HashSet<string>();
        while (await reader.ReadAsync(cancellationToken)) finished.Add(reader.GetString(0));
        return [.. names.Where(name => !finished.Contains(name))];
    }

    internal static async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT to_regclass('migration.backfill_rows') IS NOT NULL", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Deletes the state of the backfills that follow a migration: its id is the parameter.</summary>
    internal const string ForgetSql = "DELETE FROM migration.backfills WHERE after_migration = $1";

    /// <summary>For the transaction that reverts a migration: the backfills that follow it run again when it is applied again.</summary>
    internal static IEnumerable<NpgsqlBatchCommand> Forget(PlannedMigration migration, bool hasBackfills) =>
        hasBackfills && migration.Direction == MigrationDirection.Down ? [new(ForgetSql) { Parameters = { new() { Value = migration.Id } } }] : [];

    /// <summary>For a stamp: what follows a migration follows the squash that takes its place, and is forgotten where none does.</summary>
    internal static async Task MoveAsync(NpgsqlConnection connection, string migration, string? squash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            squash is null ? ForgetSql : "UPDATE migration.backfills SET after_migration = $2 WHERE after_migration = $1", connection)
        { Parameters = { new() { Value = migration } } };
        if (squash is not null) command.Parameters.Add(new NpgsqlParameter { Value = squash });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The same for a script, which does not know whether there are any.</summary>
    internal static string Forget(string migration) =>
        $"""
        DO $forget$ BEGIN
            IF to_regclass('migration.backfills') IS NOT NULL THEN DELETE FROM migration.backfills WHERE after_migration = {PsqlText.Literal(migration)}; END IF;
        END $forget$;
        """;

    /// <summary>Whether the backfill's table is there, or need not be.</summary>
    internal static async Task<bool> MayBeginAsync(NpgsqlConnection connection, Backfill backfill, CancellationToken cancellationToken)
    {
        if (backfill.RecognisedBy.Count > 0) return true;

        await using var command = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection)
        { Parameters = { new() { Value = Sql.Qualified(backfill.Schema, backfill.Table) } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Creates what is missing.</summary>
    internal static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(connection, cancellationToken)) return;

        // One message is one transaction, at whose end the lock is free. Of notices that something exists nobody has any use.
        await using var command = new NpgsqlCommand(
            FormattableString.Invariant($"SELECT pg_advisory_xact_lock({CreationKey}), set_config('client_min_messages', 'warning', true); {CreateSql}"), connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<string, BackfillStatus>> ReadRecordedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(connection, cancellationToken)) return new Dictionary<string, BackfillStatus>();

        await using var command = new NpgsqlCommand(
            $"""
            SELECT {Columns}, workers, batch_size, causes FROM migration.backfills
                LEFT JOIN LATERAL ({SumsSql}) AS sums ON true LEFT JOIN LATERAL ({BackfillSigns.ReadSql}) AS signs ON true
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var statuses = new Dictionary<string, BackfillStatus>();
        while (await reader.ReadAsync(cancellationToken))
        {
            string[] workers = reader.IsDBNull(13) ? [] : reader.GetString(13).Split('\n');
            var state = StateOf(reader.GetString(1), isRunning: workers.Length > 0);
            statuses[reader.GetString(0)] = new BackfillStatus
            {
                Name = reader.GetString(0),
                State = state,
                After = reader.GetString(2),
                Table = reader.GetString(3),
                EstimatedRows = reader.GetInt64(4),
                StartedAt = reader.GetFieldValue<DateTimeOffset>(5),
                FinishedAt = reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
                Error = reader.IsDBNull(7) ? null : reader.GetString(7),
                RowsWalked = reader.GetInt64(8),
                RowsChanged = reader.GetInt64(9),
                Worked = TimeSpan.FromMilliseconds(reader.GetDouble(10)),
                UpdatedAt = reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
                RowsSetAside = reader.GetInt64(12),
                Workers = workers,
                BatchSize = reader.IsDBNull(14) ? null : reader.GetInt32(14),
                GivesWay = state != BackfillState.Running || reader.IsDBNull(15) ? null : BackfillSigns.WordsOf(reader.GetString(15)),
            };
        }

        return statuses;
    }

    private static BackfillState StateOf(string state, bool isRunning) => state switch
    {
        "open" => isRunning ? BackfillState.Running : BackfillState.Open,
        "paused" => BackfillState.Paused,
        "cancelled" => BackfillState.Cancelled,
        "failed" => BackfillState.Failed,
        "set_aside" => BackfillState.RowsSetAside,
        "finished" => BackfillState.Finished,
        _ => throw new MigrationException(
            MigrationExitCode.DatabaseAhead, $"A backfill has the state '{state}', which this build does not know: use the build that wrote it."),
    };
}
