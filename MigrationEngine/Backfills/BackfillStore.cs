using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The recorded state of backfills, as a run writes it. docs/decisions/0018 says why it is so.</summary>
/// <param name="connection">The run's own session, outside of any transaction.</param>
internal sealed class BackfillStore(NpgsqlConnection connection)
{
    /// <summary>Begins the walk over the table again: what was looked at counts from zero, what was changed stays changed. The name is the parameter.</summary>
    public const string RestartSql =
        "UPDATE migration.backfill_ranges SET position = NULL, is_done = false, rows_walked = 0, worked_ms = 0 WHERE backfill = $1";

    /// <summary><see cref="TryBeginAsync"/>, and how it is recorded then.</summary>
    /// <returns>The recorded state; null where the migration is not applied any more.</returns>
    public async Task<BackfillRecord?> BeginAsync(
        Backfill backfill, string afterRow, HistoryTable history, string version, string state, CancellationToken cancellationToken)
    {
        await TryBeginAsync(backfill, afterRow, history, version, state, cancellationToken);
        return await ReadAsync(backfill.Name, cancellationToken);
    }

    /// <summary>
    /// Begins a backfill that nobody has begun: finished at once where its table is empty, or need not be there and is not. Nothing where its
    /// migration is being reverted.
    /// </summary>
    /// <returns>Its state, "finished" or the given one; null where somebody has begun it, or the migration is not applied any more.</returns>
    public async Task<string?> TryBeginAsync(
        Backfill backfill, string afterRow, HistoryTable history, string version, string state, CancellationToken cancellationToken)
    {
        var looked = await OptionalTable.IsThereAsync(connection, backfill, cancellationToken)
            ? $"NOT EXISTS (SELECT FROM {Sql.Qualified(backfill.Schema, backfill.Table)})"
            : "true";

        // The history's row is held against a revert that runs at the same time: either it finds this row and deletes it, or it is first.
        await using var command = new NpgsqlCommand(
            $"""
            WITH applied AS MATERIALIZED (SELECT FROM {history.Name} WHERE "MigrationId" = $6 FOR KEY SHARE)
            INSERT INTO migration.backfills (name, after_migration, table_schema, table_name, definition_hash, application_version, state, finished_at)
            SELECT $1, $2, $3, $4, $5, $7, CASE WHEN is_empty THEN 'finished' ELSE $8 END, CASE WHEN is_empty THEN clock_timestamp() END
            FROM applied, (SELECT {looked} AND $8 = 'open' AS is_empty) AS looked
            ON CONFLICT (name) DO NOTHING
            RETURNING state
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = backfill.Name },
                new() { Value = afterRow },
                new() { Value = backfill.Schema },
                new() { Value = backfill.Table },
                new() { Value = BackfillDefinition.HashOf(backfill) },
                new() { Value = afterRow },
                new() { Value = version },
                new() { Value = state },
            },
        };
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public async Task<BackfillRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT state, pass, estimated_rows, definition_hash, error,
                (SELECT count(*) FROM migration.backfill_rows WHERE backfill = name),
                (SELECT coalesce(sum(rows_changed), 0)::bigint FROM migration.backfill_ranges WHERE backfill = name),
                (SELECT coalesce(sum(rows_walked), 0)::bigint FROM migration.backfill_ranges WHERE backfill = name),
                (SELECT count(*) FROM migration.backfill_ranges WHERE backfill = name)
            FROM migration.backfills WHERE name = $1
            """,
            connection)
        { Parameters = { new() { Value = name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new BackfillRecord(
                reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8))
            : null;
    }

    /// <summary>Writes down the ranges of a backfill that has none.</summary>
    /// <param name="name">The backfill.</param>
    /// <param name="estimatedRows">The rows of its table.</param>
    /// <param name="bounds">Where one range ends and the next begins.</param>
    /// <param name="cancellationToken">Changes nothing.</param>
    public async Task DivideAsync(string name, long estimatedRows, IReadOnlyList<string[]> bounds, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(name, cancellationToken) is not null && !await ExistsAsync(name, cancellationToken))
        {
            await ExecuteAsync("UPDATE migration.backfills SET estimated_rows = $2 WHERE name = $1", cancellationToken, name, estimatedRows);
            for (var index = 0; index <= bounds.Count; index++)
            {
                await ExecuteAsync(
                    "INSERT INTO migration.backfill_ranges (backfill, id, lower_key, upper_key) VALUES ($1, $2, $3, $4)",
                    cancellationToken, name, index + 1, index == 0 ? null : bounds[index - 1], index == bounds.Count ? null : bounds[index]);
            }
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Walks the whole table once more, unless another run has begun to do so.</summary>
    /// <param name="name">The backfill.</param>
    /// <param name="pass">The pass that is over.</param>
    /// <param name="hash">Its definition as it is now.</param>
    /// <param name="estimatedRows">The rows of its table now.</param>
    /// <param name="cancellationToken">Changes nothing.</param>
    public async Task WalkAgainAsync(string name, int pass, string hash, long estimatedRows, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(name, cancellationToken) == pass)
        {
            await ExecuteAsync(
                "UPDATE migration.backfills SET pass = pass + 1, state = 'open', finished_at = NULL, error = NULL, definition_hash = $2, estimated_rows = $3 WHERE name = $1",
                cancellationToken, name, hash, estimatedRows);
            await ExecuteAsync(RestartSql, cancellationToken, name);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Marks it as finished, or as done but for the rows that are set aside; unless something else has happened to it.</summary>
    public Task FinishAsync(string name, int pass, CancellationToken cancellationToken) => ExecuteAsync(
        """
        UPDATE migration.backfills SET finished_at = clock_timestamp(), error = NULL,
            state = CASE WHEN EXISTS (SELECT FROM migration.backfill_rows WHERE backfill = name) THEN 'set_aside' ELSE 'finished' END
        WHERE name = $1 AND pass = $2 AND state IN ('open', 'set_aside', 'failed')
            AND NOT EXISTS (SELECT FROM migration.backfill_ranges WHERE backfill = name AND NOT is_done)
        """,
        cancellationToken, name, pass);

    /// <summary>Marks it as finished where its table is gone, and with it the rows that were set aside; unless it is paused or cancelled.</summary>
    public Task FinishWithoutTableAsync(string name, CancellationToken cancellationToken) => ExecuteAsync(
        """
        WITH settled AS (
            UPDATE migration.backfills SET state = 'finished', finished_at = coalesce(finished_at, clock_timestamp()), error = NULL
            WHERE name = $1 AND state NOT IN ('paused', 'cancelled') RETURNING name)
        DELETE FROM migration.backfill_rows WHERE backfill IN (SELECT name FROM settled)
        """,
        cancellationToken, name);

    /// <summary>Marks it as failed, with the sentence; takes no token: it is written whatever happens to the run.</summary>
    public Task FailAsync(string name, string error) => ExecuteAsync(
        "UPDATE migration.backfills SET state = 'failed', error = $2 WHERE name = $1 AND state IN ('open', 'failed')", CancellationToken.None, name, error);

    /// <summary>Tries again what failed.</summary>
    public Task ReopenAsync(string name, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE migration.backfills SET state = 'open', error = NULL WHERE name = $1 AND state = 'failed'", cancellationToken, name);

    /// <summary>Forgets rows that were set aside and do not need it any more: they were corrected or deleted.</summary>
    public async Task ForgetCorrectedAsync(Backfill backfill, BackfillSql sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            DELETE FROM migration.backfill_rows AS row WHERE row.backfill = $1
                AND NOT EXISTS (SELECT FROM {sql.From} WHERE ARRAY[{sql.KeyAsText}] = row.key AND {sql.Needed(hasSetAside: false)})
            """,
            connection)
        { Parameters = { new() { Value = backfill.Name } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Locks the backfill's row; its pass, or null where it has none.</summary>
    private async Task<int?> LockAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pass FROM migration.backfills WHERE name = $1 FOR UPDATE", connection)
        { Parameters = { new() { Value = name } } };
        return (int?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM migration.backfill_ranges WHERE backfill = $1)", connection)
        { Parameters = { new() { Value = name } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
