using Npgsql;

namespace TradingPlatform.Data.Tests;

/// <summary>Reads the tables of a database, parents before their children.</summary>
internal static class TableShapes
{
    private const string Sql =
        """
        SELECT format('%I.%I', n.nspname, c.relname),
            (SELECT coalesce(json_agg(json_build_object(
                'name', a.attname, 'type', format_type(a.atttypid, NULL), 'length', CASE WHEN a.atttypid IN (1042, 1043) AND a.atttypmod > 4 THEN a.atttypmod - 4 END,
                'isRequired', a.attnotnull, 'hasDefault', a.atthasdef OR a.attidentity <> '',
                'checks', (SELECT coalesce(json_agg(pg_get_constraintdef(k.oid)), '[]') FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)))
                ORDER BY a.attnum), '[]')
             FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity <> 'a'),
            (SELECT coalesce(json_agg(a.attname ORDER BY x.place), '[]') FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS x (num, place)
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.num WHERE i.indrelid = c.oid AND i.indisprimary),
            (SELECT coalesce(json_object_agg(name, columns), '{}') FROM (
                SELECT k.conname AS name, json_agg(a.attname) AS columns FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
                WHERE k.conrelid = c.oid GROUP BY k.conname
                UNION ALL
                SELECT x.relname, json_agg(a.attname) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
                WHERE i.indrelid = c.oid AND i.indexprs IS NULL AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid AND k.conrelid = c.oid) GROUP BY x.relname) AS named),
            (SELECT coalesce(json_agg(json_build_object(
                'name', k.conname, 'table', (SELECT format('%I.%I', pn.nspname, pc.relname) FROM pg_class pc JOIN pg_namespace pn ON pn.oid = pc.relnamespace WHERE pc.oid = k.confrelid),
                'columns', (SELECT json_agg(a.attname ORDER BY x.place) FROM unnest(k.conkey) WITH ORDINALITY AS x (num, place) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.num),
                'targets', (SELECT json_agg(a.attname ORDER BY x.place) FROM unnest(k.confkey) WITH ORDINALITY AS x (num, place) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = x.num))
                ORDER BY k.conname), '[]')
             FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'migration', 'pg_toast')
        ORDER BY 1
        """;

    private static readonly System.Text.Json.JsonSerializerOptions Json = new(System.Text.Json.JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<TableShape>> ReadAsync(NpgsqlConnection connection)
    {
        var tables = new List<TableShape>();
        await using (var command = new NpgsqlCommand(Sql, connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(new TableShape(
                    reader.GetString(0), Parse<List<ColumnShape>>(reader.GetString(1)), Parse<List<string>>(reader.GetString(2)),
                    Parse<Dictionary<string, List<string>>>(reader.GetString(3)).ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value),
                    Parse<List<ReferenceShape>>(reader.GetString(4))));
            }
        }

        return Sorted(tables);
    }

    private static List<TableShape> Sorted(List<TableShape> tables)
    {
        var sorted = new List<TableShape>();
        while (sorted.Count < tables.Count)
        {
            var placed = sorted.Select(table => table.Name).ToHashSet();
            var next = tables.Where(table => !placed.Contains(table.Name) && table.References.All(reference => reference.Table == table.Name || placed.Contains(reference.Table))).ToList();
            Assert.NotEmpty(next);
            sorted.AddRange(next);
        }

        return sorted;
    }

    private static T Parse<T>(string json) => System.Text.Json.JsonSerializer.Deserialize<T>(json, Json)!;
}
