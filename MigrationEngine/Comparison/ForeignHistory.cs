using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The history that another tool keeps in the database.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Entries">What it lists: migrations' ids, or Alembic's revisions.</param>
internal sealed record ForeignHistory(string Table, IReadOnlyList<string> Entries)
{
    /// <summary>EF's own tables outside of <paramref name="ours"/>, and only those with rows.</summary>
    public static Task<IReadOnlyList<ForeignHistory>> FindEfAsync(NpgsqlConnection connection, HistoryTable ours, CancellationToken cancellationToken) =>
        FindAsync(connection, "__EFMigrationsHistory", "MigrationId", ours.Name, cancellationToken);

    /// <summary>Alembic's tables with rows; a row a branch.</summary>
    public static Task<IReadOnlyList<ForeignHistory>> FindAlembicAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        FindAsync(connection, "alembic_version", "version_num", except: null, cancellationToken);

    private static async Task<IReadOnlyList<ForeignHistory>> FindAsync(
        NpgsqlConnection connection, string table, string column, string? except, CancellationToken cancellationToken)
    {
        var found = new List<ForeignHistory>();
        foreach (var name in await TablesAsync(connection, table, column, except, cancellationToken))
        {
            await using var command = new NpgsqlCommand($"SELECT {Sql.Identifier(column)}::text FROM {name} ORDER BY 1", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var entries = new List<string>();
            while (await reader.ReadAsync(cancellationToken)) entries.Add(reader.GetString(0));
            if (entries.Count > 0) found.Add(new ForeignHistory(name, entries));
        }

        return found;
    }

    private static async Task<List<string>> TablesAsync(
        NpgsqlConnection connection, string table, string column, string? except, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = $2
            WHERE c.relname = $1 AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND c.oid IS DISTINCT FROM to_regclass($3::text)
            ORDER BY 1
            """,
            connection)
        { Parameters = { new() { Value = table }, new() { Value = column }, new() { Value = (object?)except ?? DBNull.Value } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) tables.Add(reader.GetString(0));
        return tables;
    }
}
