using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// An index of a partitioned table, which PostgreSQL does not build concurrently: an index on the parent alone, which is INVALID at first,
/// one built concurrently on each partition, and each of them attached. With the last one the parent's becomes valid.
/// </summary>
internal static class PartitionedIndex
{
    /// <summary>Every table below the parent, itself included, nearest first; whether it has partitions; what there is of its index.</summary>
    private const string Tree =
        """
        WITH RECURSIVE tree AS (
            SELECT to_regclass($1)::oid AS oid, NULL::oid AS parent, 0 AS level
            UNION ALL SELECT i.inhrelid, i.inhparent, tree.level + 1 FROM pg_inherits i JOIN tree ON i.inhparent = tree.oid)
        SELECT tree.oid, tree.parent, c.relkind = 'p', format('%I.', n.nspname), c.relname::text
        FROM tree JOIN pg_class c ON c.oid = tree.oid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') ORDER BY tree.level, c.relname
        """;

    private const string IndexState =
        """
        SELECT i.indisvalid, EXISTS (SELECT FROM pg_inherits WHERE inhrelid = i.indexrelid)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = $1 AND c.relname = $2
        """;

    public static async Task<bool> IsPartitionedAsync(NpgsqlConnection connection, ConcurrentIndex index, CancellationToken cancellationToken) =>
        (await KindAsync(connection, index, cancellationToken)).IsPartitioned;

    /// <summary>Whether its table has partitions, and whether building it writes more than a moment's log.</summary>
    public static async Task<(bool IsPartitioned, bool IsLarge)> KindAsync(NpgsqlConnection connection, ConcurrentIndex index, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT relkind = 'p',
                coalesce(CASE relkind WHEN 'p' THEN (SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree(oid)) ELSE pg_relation_size(oid) END > $2, false)
            FROM pg_class WHERE oid = to_regclass($1)
            """,
            connection)
        { Parameters = { new() { Value = index.Schema + index.Table }, new() { Value = LogCompression.LargeTable } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetBoolean(0), reader.GetBoolean(1)) : (false, false);
    }

    /// <summary>What is still to be done. Repeatable: what an earlier attempt has done is not among it.</summary>
    public static async Task<IReadOnlyList<SubstituteStatement>> StatementsAsync(NpgsqlConnection connection, ConcurrentIndex index, CancellationToken cancellationToken)
    {
        var create = index.IsUnique ? "CREATE UNIQUE INDEX" : "CREATE INDEX";
        var statements = new List<SubstituteStatement>();
        var names = new Dictionary<uint, string>();
        foreach (var table in await TreeAsync(connection, index, cancellationToken))
        {
            var name = table.Parent is null ? Unquoted(index.Name) : SafeNames.PartitionIndex(table.Name, Unquoted(index.Name));
            names.Add(table.Oid, table.Schema + Sql.Identifier(name));
            var (isValid, isAttached) = await StateAsync(connection, table.Oid, name, cancellationToken);
            if (table.IsPartitioned)
            {
                if (isValid is null) statements.Add(new($"{create} {Sql.Identifier(name)} ON ONLY {table.Schema}{Sql.Identifier(table.Name)}{index.Definition}", WaitsHarmlessly: false));
            }
            else if (isValid is not true)
            {
                if (isValid is false) statements.Add(new($"DROP INDEX CONCURRENTLY {table.Schema}{Sql.Identifier(name)}", WaitsHarmlessly: true));
                statements.Add(new($"{create} CONCURRENTLY {Sql.Identifier(name)} ON {table.Schema}{Sql.Identifier(table.Name)}{index.Definition}", WaitsHarmlessly: true));
            }

            if (table.Parent is { } parent && !isAttached)
                statements.Add(new($"ALTER INDEX {names[parent]} ATTACH PARTITION {names[table.Oid]}", WaitsHarmlessly: false));
        }

        return statements;
    }

    private static async Task<IReadOnlyList<(uint Oid, uint? Parent, bool IsPartitioned, string Schema, string Name)>> TreeAsync(
        NpgsqlConnection connection, ConcurrentIndex index, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Tree, connection) { Parameters = { new() { Value = index.Schema + index.Table } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<(uint, uint?, bool, string, string)>();
        while (await reader.ReadAsync(cancellationToken))
            tables.Add((reader.GetFieldValue<uint>(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<uint>(1), reader.GetBoolean(2), reader.GetString(3), reader.GetString(4)));
        return tables;
    }

    private static async Task<(bool? IsValid, bool IsAttached)> StateAsync(NpgsqlConnection connection, uint table, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(IndexState, connection)
        { Parameters = { new() { Value = table, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid }, new() { Value = name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetBoolean(0), reader.GetBoolean(1)) : (null, false);
    }

    private static string Unquoted(string name) =>
        name.StartsWith('"') ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name.ToLowerInvariant();
}
