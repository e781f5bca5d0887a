using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A range that a worker has in its open transaction. Its row's lock is the lease: nobody else gets the range while the transaction is
/// open, and it is free the moment the session ends, however it ends.
/// </summary>
/// <param name="Id">The range.</param>
/// <param name="Span">What is left of it.</param>
/// <param name="BatchSize">The rows of its last batch; zero for none yet.</param>
/// <param name="Pass">The walk over the table that it is part of, from 1.</param>
/// <param name="HasSetAside">Whether the backfill has rows that were set aside.</param>
internal sealed record BackfillClaim(int Id, BackfillSpan Span, int BatchSize, int Pass, bool HasSetAside)
{
    private const string ClaimSql =
        """
        SELECT id, lower_key, upper_key, position, batch_size FROM migration.backfill_ranges
        WHERE backfill = $1 AND NOT is_done ORDER BY (id <> $2), coalesce(updated_at, '-infinity'), id LIMIT 1 FOR UPDATE SKIP LOCKED
        """;

    // A statement of its own, after the range is locked: who has paused the backfill and then seen all ranges free finds nothing begun.
    private const string StateSql =
        """
        SELECT state, pass, EXISTS (SELECT FROM migration.backfill_rows WHERE backfill = $1),
            EXISTS (SELECT FROM migration.backfill_ranges WHERE backfill = $1 AND NOT is_done)
        FROM migration.backfills WHERE name = $1
        """;

    private const string CheckpointSql =
        """
        UPDATE migration.backfill_ranges SET position = $3, is_done = $4, batch_size = $5, rows_walked = rows_walked + $6,
            rows_changed = rows_changed + $7, batches = batches + 1, worked_ms = worked_ms + $8, updated_at = clock_timestamp()
        WHERE backfill = $1 AND id = $2
        """;

    /// <summary>Begins a transaction with a range, the one of last time if it is free.</summary>
    /// <param name="connection">The worker's session.</param>
    /// <param name="name">The backfill.</param>
    /// <param name="preferred">The range of last time; 0 for none.</param>
    /// <param name="cancellationToken">Stops the statements.</param>
    /// <returns>The range, or why there is none; null for that there will be one, but others have all that is left now. Without a range nothing is open.</returns>
    public static async Task<(BackfillClaim? Claim, BackfillEnd? End)> TakeAsync(
        NpgsqlConnection connection, string name, int preferred, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("BEGIN"),
                new(ClaimSql) { Parameters = { new() { Value = name }, new() { Value = preferred } } },
                new(StateSql) { Parameters = { new() { Value = name } } },
            },
        };
        (int Id, BackfillSpan Span, int Size)? range = null;
        var (isOpen, pass, hasSetAside, hasMore) = (false, 0, false, false);
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            if (await reader.ReadAsync(cancellationToken))
            {
                var (lower, upper, position) = (Keys(reader, 1), Keys(reader, 2), Keys(reader, 3));
                range = (reader.GetInt32(0), new BackfillSpan(position ?? lower, upper), reader.GetInt32(4));
            }

            await reader.NextResultAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
                (isOpen, pass, hasSetAside, hasMore) = (reader.GetString(0) == "open", reader.GetInt32(1), reader.GetBoolean(2), reader.GetBoolean(3));
        }

        if (isOpen && range is var (id, span, size)) return (new BackfillClaim(id, span, size, pass, hasSetAside), null);

        await RollBackAsync(connection, cancellationToken);
        return (null, !isOpen ? BackfillEnd.Stopped : hasMore ? null : BackfillEnd.Walked);
    }

    /// <summary>Writes down how far the range is walked, and commits it together with what the batch did.</summary>
    /// <param name="connection">The worker's session.</param>
    /// <param name="name">The backfill.</param>
    /// <param name="position">The last key that is done; null: the whole range is.</param>
    /// <param name="batchSize">The rows that the next batch is to have.</param>
    /// <param name="walked">The rows that were looked at.</param>
    /// <param name="changed">The rows that were changed.</param>
    /// <param name="elapsed">The time that it took.</param>
    public async Task CommitAsync(NpgsqlConnection connection, string name, string[]? position, int batchSize, long walked, long changed, TimeSpan elapsed)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(CheckpointSql)
                {
                    Parameters =
                    {
                        new() { Value = name },
                        new() { Value = Id },
                        new() { Value = (object?)position ?? DBNull.Value },
                        new() { Value = position is null },
                        new() { Value = batchSize },
                        new() { Value = walked },
                        new() { Value = changed },
                        new() { Value = elapsed.TotalMilliseconds },
                    },
                },
                new("COMMIT"),
            },
        };

        // Not cancellable: a commit that was cancelled on the way has an unknown end.
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public static async Task RollBackAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("ROLLBACK", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string[]? Keys(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<string[]>(ordinal);
}
