using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Which of the later columns the journal of this database has: an older engine may have created it, and a reader must not alter it.</summary>
/// <param name="Exists">Whether there is a journal at all.</param>
/// <param name="Present">Which of <see cref="Later"/> it has.</param>
/// <param name="HasGate">Whether the tables of the version gate are there, which later engines create beside it.</param>
internal sealed record JournalColumns(bool Exists, string[] Present, bool HasGate)
{
    private const string Common =
        """
        id, run_id, migration_id, direction, outcome, steps_total, steps_done, sql_hash, started_at, finished_at, duration_ms,
        database_user, os_user, host, process_id, application, application_version, product_version, trace_id, error
        """;

    internal static readonly string[] Later = ["source", "operations_hash", "history_table", "done_hash", "open_step", "exemptions"];

    /// <summary>Whether there are tables of backfills, whose state a revert has to delete.</summary>
    public bool HasBackfills { get; init; }

    /// <summary>The columns to select, the later ones as null where they are missing.</summary>
    public string List => $"{Common}, {string.Join(", ", Later.Select(Selected))}";

    /// <summary>Whether it has every column, and stands beside every table of this engine.</summary>
    public bool IsCurrent => Present.Length == Later.Length && HasGate;

    /// <summary>Creates what is missing.</summary>
    public string CreateSql => !Exists ? JournalTable.CreateSql : Present.Length == Later.Length ? GateTables.CreateSql : JournalTable.UpgradeSql;

    /// <summary>Whether it tells to which context an entry belongs, and what brought it about.</summary>
    public bool HasOrigins => Present.Contains("history_table") && Present.Contains("source");

    /// <summary>The condition for the entries of one history table, whose name is parameter $1.</summary>
    public string OfHistoryTable => Present.Contains("history_table") ? "coalesce(history_table, $1) = $1" : "$1::text IS NOT NULL";

    public static async Task<JournalColumns> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // No parameters, as the first array that the driver sends sets up its mapping of every array; and text, as each type of value is set up anew at each start.
        await using var command = new NpgsqlCommand(
            $"""
            SELECT (count(*) > 0)::text, string_agg(attname, ',') FILTER (WHERE attname IN ('{string.Join("', '", Later)}')),
                (to_regclass('migration.first_runs') IS NOT NULL)::text, (to_regclass('migration.backfills') IS NOT NULL)::text
            FROM pg_attribute WHERE attrelid = to_regclass('migration.journal') AND attnum > 0 AND NOT attisdropped
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new JournalColumns(Said(0), reader.IsDBNull(1) ? [] : reader.GetString(1).Split(','), Said(2)) { HasBackfills = Said(3) };

        bool Said(int column) => reader.GetString(column) == "true";
    }

    private string Selected(string column) => Present.Contains(column) ? column : "NULL::text";
}
