using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>A table that a database need not have, recognised by its columns: one of the same name may be somebody else's.</summary>
internal static class OptionalTable
{
    /// <summary>Whether the table is there with all of the columns; true without asking where there is no column to recognise it by.</summary>
    public static async Task<bool> IsThereAsync(
        NpgsqlConnection connection, string schema, string table, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        if (columns.Count == 0) return true;

        await using var command = new NpgsqlCommand(
            """
            SELECT count(*) = cardinality($2) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE attrelid = to_regclass($1) AND relkind IN ('r', 'p') AND attname = ANY ($2) AND attnum > 0 AND NOT attisdropped
            """,
            connection)
        { Parameters = { new() { Value = Sql.Qualified(schema, table) }, new() { Value = columns.Distinct().ToArray() } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The same for the table of a backfill.</summary>
    public static Task<bool> IsThereAsync(NpgsqlConnection connection, Backfill backfill, CancellationToken cancellationToken) =>
        IsThereAsync(connection, backfill.Schema, backfill.Table, backfill.RecognisedBy, cancellationToken);
}
