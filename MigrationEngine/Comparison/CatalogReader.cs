using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Reads the objects of a database's own schemas from PostgreSQL's catalog.</summary>
public static class CatalogReader
{
    /// <summary>Every object, in the order of reports. Extensions' objects are left out, and what the options except.</summary>
    /// <param name="connection">
    /// Open, and with no transaction of the caller's: <c>pg_get_viewdef</c> and its like take a reader's lock, which must end with the statement.
    /// </param>
    /// <param name="options">What is left out.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="NpgsqlException">Also where a lock or the session's statement_timeout stopped it.</exception>
    public static async Task<IReadOnlyList<SchemaObject>> ReadAsync(
        NpgsqlConnection connection, CatalogReaderOptions options, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);

        // Without a search path PostgreSQL qualifies every name that it prints. The setting ends with the batch, which is one transaction.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('search_path', '', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CatalogSql.Text)
        {
            Parameters =
            {
                new() { Value = options.ExceptSchemas.ToArray() },
                new() { Value = options.ExceptTables.ToArray() },
                new() { Value = options.Privileges },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var objects = new List<SchemaObject>();
        while (await reader.ReadAsync(cancellationToken)) objects.Add(Read(reader));

        objects.Sort(Compare);
        return objects;
    }

    internal static int Compare(SchemaObject a, SchemaObject b) =>
        a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : string.CompareOrdinal(a.Name, b.Name);

    private static SchemaObject Read(NpgsqlDataReader row)
    {
        var values = row.GetFieldValue<string?[]>(3);
        var parts = new List<SchemaPart>(values.Length / 2);
        for (var i = 0; i < values.Length; i += 2)
        {
            if (values[i + 1] is { Length: > 0 } value) parts.Add(new SchemaPart(values[i]!, CatalogText.Normalize(value)));
        }

        return new SchemaObject(
            Enum.Parse<SchemaObjectKind>(row.GetString(0)), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), parts);
    }
}
