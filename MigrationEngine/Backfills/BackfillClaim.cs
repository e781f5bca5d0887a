using Npgsql;
using NpgsqlTypes;

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
        UPDATE migration.backfill_ranges SET position = coalesce($3, position), is_done = $4, batch_size = $5, rows_walked = rows_walked + $6,
            rows_changed = rows_changed + $7, batches = batches + 1, worked_ms = worked_ms + $8, updated_at = clock_timestamp()
        WHERE backfill = $1 AND id = $2
        """;

    /// <summary>Whether the transaction has its <see cref="LimitSql"/> already.</summary>
    public bool HasLimit { get; private init; }

    /// <summary>Whether the key at which the next batch ends was asked for ahead: <see cref="CommitAndTakeAsync"/>.</summary>
    public bool IsBounded { get; private init; }

    /// <summary>That key; null for that the range ends before.</summary>
    public string[]? Bound { get; private init; }

    /// <summary>For how many rows it was asked.</summary>
    public int BoundRows { get; private init; }

    /// <summary>Begins a transaction with a range, the one of last time if it is free.</summary>
    /// <param name="connection">The worker's session.</param>
    /// <param name="name">The backfill.</param>
    /// <param name="preferred">The range of last time; 0 for none.</param>
    /// <param name="cancellationToken">Stops the statements.</param>
    /// <returns>The range, or why there is none; null for that there will be one, but others have all that is left now. Without a range nothing is open.</returns>
    public static async Task<(BackfillClaim? Claim, BackfillEnd? End)> TakeAsync(
        NpgsqlConnection connection, string name, int preferred, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Take(batch, name, preferred);
        return await ReadAsync(connection, batch, ahead: null, cancellationToken);
    }

    /// <summary>Writes down how far the range is walked, and commits it together with what the batch did.</summary>
    /// <param name="connection">The worker's session.</param>
    /// <param name="name">The backfill.</param>
    /// <param name="checkpoint">How far it is.</param>
    public async Task CommitAsync(NpgsqlConnection connection, string name, BackfillCheckpoint checkpoint)
    {
        await using var batch = new NpgsqlBatch(connection);
        Commit(batch, name, checkpoint);

        // Not cancellable: a commit that was cancelled on the way has an unknown end.
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>
    /// The same, and in the same message the claim of the next batch and the key at which it ends: for most batches one message instead of
    /// three. Whatever fails of the latter, what was committed is.
    /// </summary>
    /// <param name="connection">The worker's session.</param>
    /// <param name="name">The backfill.</param>
    /// <param name="checkpoint">How far it is.</param>
    /// <param name="bound">Asks for the key at which the batch after that position ends; null where it is known.</param>
    /// <param name="rows">How many rows that batch is to have.</param>
    /// <param name="limit">How long a statement of that batch may take.</param>
    /// <returns>As <see cref="TakeAsync"/>.</returns>
    public async Task<(BackfillClaim? Claim, BackfillEnd? End)> CommitAndTakeAsync(
        NpgsqlConnection connection, string name, BackfillCheckpoint checkpoint, NpgsqlCommand? bound, int rows, TimeSpan limit)
    {
        await using var batch = new NpgsqlBatch(connection);
        Commit(batch, name, checkpoint);
        Take(batch, name, Id);
        if (bound is not null)
        {
            var ahead = new NpgsqlBatchCommand(bound.CommandText);
            foreach (var parameter in bound.Parameters.ToArray()) ahead.Parameters.Add(parameter.Clone());
            batch.BatchCommands.Add(ahead);
        }

        batch.BatchCommands.Add(new(LimitSql(limit)));
        return await ReadAsync(connection, batch, (Id, checkpoint.Position ?? Span.After, bound is null ? 0 : rows), CancellationToken.None);
    }

    /// <summary>How long a statement may take, to the end of the transaction.</summary>
    public static string LimitSql(TimeSpan limit) => FormattableString.Invariant($"SET LOCAL statement_timeout = {(long)Math.Ceiling(limit.TotalMilliseconds)}");

    private static void Take(NpgsqlBatch batch, string name, int preferred)
    {
        batch.BatchCommands.Add(new("BEGIN"));
        batch.BatchCommands.Add(new(ClaimSql) { Parameters = { new() { Value = name }, new() { Value = preferred } } });
        batch.BatchCommands.Add(new(StateSql) { Parameters = { new() { Value = name } } });
    }

    private void Commit(NpgsqlBatch batch, string name, BackfillCheckpoint checkpoint)
    {
        batch.BatchCommands.Add(new(CheckpointSql)
        {
            Parameters =
            {
                new() { Value = name },
                new() { Value = Id },
                new() { Value = (object?)checkpoint.Position ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = checkpoint.IsDone },
                new() { Value = checkpoint.BatchSize },
                new() { Value = checkpoint.Walked },
                new() { Value = checkpoint.Changed },
                new() { Value = checkpoint.Elapsed.TotalMilliseconds },
            },
        });
        batch.BatchCommands.Add(new("COMMIT"));
    }

    /// <param name="connection">The worker's session.</param>
    /// <param name="batch">The statements.</param>
    /// <param name="ahead">The range and the place from which a key was asked for ahead, and for how many rows, zero where only the limit was set; null for none of it.</param>
    /// <param name="cancellationToken">Stops the statements.</param>
    private static async Task<(BackfillClaim? Claim, BackfillEnd? End)> ReadAsync(
        NpgsqlConnection connection, NpgsqlBatch batch, (int Id, string[]? After, int Rows)? ahead, CancellationToken cancellationToken)
    {
        (int Id, BackfillSpan Span, int Size)? range = null;
        var (isOpen, pass, hasSetAside, hasMore) = (false, 0, false, false);
        string[]? bound = null;
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
            if (ahead is not null && await reader.NextResultAsync(cancellationToken) && await reader.ReadAsync(cancellationToken))
                bound = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
        }

        if (isOpen && range is var (id, span, size))
        {
            // Another range, or the same after somebody else had it: the key is of no use.
            var isBounded = ahead is var (expected, after, rows) && rows > 0 && id == expected && BackfillSpan.Same(span.After, after);
            var claim = new BackfillClaim(id, span, size, pass, hasSetAside) { HasLimit = ahead is not null };
            return (isBounded ? claim with { IsBounded = true, Bound = bound, BoundRows = ahead!.Value.Rows } : claim, null);
        }

        await RollBackAsync(connection, cancellationToken);
        return (null, !isOpen ? BackfillEnd.Stopped : hasMore ? null : BackfillEnd.Walked);
    }

    public static async Task RollBackAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("ROLLBACK", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string[]? Keys(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<string[]>(ordinal);
}
