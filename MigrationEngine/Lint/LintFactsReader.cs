using System.Text.Json;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Reads <see cref="LintFacts"/>: the catalog alone, no table, and only of the tables that are asked for.</summary>
internal static class LintFactsReader
{
    private const string TablesSql =
        """
        SELECT json_build_object(
            'schema', n.nspname, 'name', c.relname, 'isVisible', pg_table_is_visible(c.oid), 'isPartitioned', c.relkind = 'p', 'rows', c.reltuples,
            'columns', (SELECT coalesce(json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)), '{}') FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
            'checkedColumns', (SELECT coalesce(json_agg(DISTINCT a.attname), '[]') FROM pg_constraint k, unnest(k.conkey) AS key, pg_attribute a
                WHERE k.conrelid = c.oid AND k.contype = 'c' AND a.attrelid = c.oid AND a.attnum = key),
            'references', (SELECT coalesce(json_agg(DISTINCT k.confrelid::regclass::text), '[]') FROM pg_constraint k
                WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid))::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND c.relname = ANY ($1)
        """;

    private const string TypesSql =
        """
        SELECT t.typname, t.typtype = 'd' AND (t.typnotnull OR EXISTS (SELECT 1 FROM pg_constraint k WHERE k.contypid = t.oid))
        FROM pg_type t WHERE t.typname = ANY ($1)
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<LintFacts> ReadAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> tables, IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT current_setting('server_version_num')::int"),
                new(TablesSql) { Parameters = { new() { Value = tables.ToArray() } } },
                new(TypesSql) { Parameters = { new() { Value = types.ToArray() } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var version = reader.GetInt32(0);
        await reader.NextResultAsync(cancellationToken);
        var found = new List<TableFacts>();
        while (await reader.ReadAsync(cancellationToken)) found.Add(JsonSerializer.Deserialize<TableFacts>(reader.GetString(0), Json)!);
        await reader.NextResultAsync(cancellationToken);
        var (domains, others) = (new List<string>(), new List<string>());
        while (await reader.ReadAsync(cancellationToken)) (reader.GetBoolean(1) ? domains : others).Add(reader.GetString(0));
        return new LintFacts(version, found, domains, others);
    }
}
