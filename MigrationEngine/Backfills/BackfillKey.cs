using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The primary key of a backfill's table, whatever its types: values travel as text, in which every type of PostgreSQL can be said.</summary>
/// <param name="Columns">The columns in the order of the key, with the type to which a text is cast.</param>
internal sealed record BackfillKey(IReadOnlyList<(string Name, string Type)> Columns)
{
    /// <summary>The key as the catalog has it.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.MigrationFailed"/>: there is no such table, or it has no primary key.</exception>
    public static async Task<BackfillKey> ReadAsync(NpgsqlConnection connection, Backfill backfill, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT attname, format_type(atttypid, atttypmod), relkind IN ('r', 'p')
            FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                LEFT JOIN pg_index ON indrelid = pg_class.oid AND indisprimary
                LEFT JOIN LATERAL unnest(indkey::int2[]) WITH ORDINALITY AS part (number, place) ON place <= indnkeyatts
                LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attnum = number
            WHERE nspname = $1 AND relname = $2 ORDER BY place
            """,
            connection)
        { Parameters = { new() { Value = backfill.Schema }, new() { Value = backfill.Table } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!reader.GetBoolean(2) || reader.IsDBNull(0)) throw BackfillFailure.NoKey(backfill, isTable: reader.GetBoolean(2));
            columns.Add((reader.GetString(0), reader.GetString(1)));
        }

        return columns.Count > 0 ? new BackfillKey(columns) : throw BackfillFailure.NoTable(backfill);
    }
}
