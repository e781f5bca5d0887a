using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Which of the later columns the journal of this database has: an older engine may have created it, and a reader must not alter it.</summary>
/// <param name="Exists">Whether there is a journal at all.</param>
/// <param name="IsCurrent">Whether it has every column.</param>
internal readonly record struct JournalColumns(bool Exists, bool IsCurrent)
{
    private const string Common =
        """
        id, run_id, migration_id, direction, outcome, steps_total, steps_done, sql_hash, started_at, finished_at, duration_ms,
        database_user, os_user, host, process_id, application, application_version, product_version, trace_id, error
        """;

    internal static readonly string[] Later = ["source", "operations_hash", "history_table", "done_hash", "open_step"];

    /// <summary>The columns to select, the later ones as null where they are missing.</summary>
    public string List => IsCurrent ? $"{Common}, {string.Join(", ", Later)}" : $"{Common}, {string.Join(", ", Later.Select(_ => "NULL::text"))}";

    /// <summary>The condition for the entries of one history table, whose name is parameter $1.</summary>
    public string OfHistoryTable => IsCurrent ? "coalesce(history_table, $1) = $1" : "$1::text IS NOT NULL";

    public static async Task<JournalColumns> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT count(*), count(*) FILTER (WHERE attname = ANY ($1))
            FROM pg_attribute WHERE attrelid = to_regclass('migration.journal') AND attnum > 0 AND NOT attisdropped
            """,
            connection)
        { Parameters = { new() { Value = Later } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new JournalColumns(reader.GetInt64(0) > 0, reader.GetInt64(1) == Later.Length);
    }
}
