using Npgsql;

namespace TradingPlatform.Testing;

/// <summary>Every schema object of a database as sorted lines of text, so that two schemas compare exactly and a difference reads well.</summary>
public static class CatalogSnapshot
{
    private const string Sql = """
        WITH spaces AS (
            SELECT oid, nspname AS name FROM pg_namespace
            WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname <> ALL ($1)),
        own AS (
            SELECT c.oid, format('%I.%I', s.name, c.relname) AS name, c.relkind, c.relpersistence, c.reloptions, c.relreplident, c.relrowsecurity
            FROM pg_class c JOIN spaces s ON s.oid = c.relnamespace)
        SELECT format('schema %I', name) FROM spaces
        UNION ALL
        SELECT format('relation %s kind %s persistence %s options %s identity %s rls %s', name, relkind, relpersistence, reloptions, relreplident, relrowsecurity)
        FROM own WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
        UNION ALL
        SELECT format('column %s.%I %s%s%s%s%s collation %s', o.name, a.attname, format_type(a.atttypid, a.atttypmod),
            CASE WHEN a.attnotnull THEN ' not null' END, ' default ' || pg_get_expr(d.adbin, d.adrelid),
            CASE WHEN a.attidentity <> '' THEN ' identity ' || a.attidentity::text END,
            CASE WHEN a.attgenerated <> '' THEN ' generated ' || a.attgenerated::text END, a.attcollation::regcollation)
        FROM own o JOIN pg_attribute a ON a.attrelid = o.oid LEFT JOIN pg_attrdef d ON d.adrelid = o.oid AND d.adnum = a.attnum
        WHERE o.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT format('constraint %s %I %s%s', o.name, c.conname, pg_get_constraintdef(c.oid), CASE WHEN NOT c.convalidated THEN ' (not validated)' END)
        FROM own o JOIN pg_constraint c ON c.conrelid = o.oid
        UNION ALL
        SELECT format('index %s%s%s', pg_get_indexdef(i.indexrelid), CASE WHEN NOT i.indisvalid THEN ' (invalid)' END,
            CASE WHEN i.indisreplident THEN ' (replica identity)' END)
        FROM own o JOIN pg_index i ON i.indrelid = o.oid
        UNION ALL
        SELECT format('sequence %s %s start %s increment %s min %s max %s cycle %s', o.name, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle)
        FROM own o JOIN pg_sequence s ON s.seqrelid = o.oid
        UNION ALL
        SELECT format('view %s %s', name, pg_get_viewdef(oid)) FROM own WHERE relkind IN ('v', 'm')
        UNION ALL
        SELECT format('trigger %s enabled %s', pg_get_triggerdef(t.oid), t.tgenabled) FROM own o JOIN pg_trigger t ON t.tgrelid = o.oid WHERE NOT t.tgisinternal
        UNION ALL
        SELECT format('function %s', CASE WHEN p.prokind = 'a' THEN p.oid::regprocedure::text ELSE pg_get_functiondef(p.oid) END)
        FROM pg_proc p JOIN spaces s ON s.oid = p.pronamespace
        UNION ALL
        SELECT format('enum %I.%I %s', s.name, t.typname, string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder))
        FROM pg_type t JOIN spaces s ON s.oid = t.typnamespace JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY s.name, t.typname
        UNION ALL
        SELECT format('domain %I.%I %s%s', s.name, t.typname, format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN ' not null' END)
        FROM pg_type t JOIN spaces s ON s.oid = t.typnamespace WHERE t.typtype = 'd'
        UNION ALL
        SELECT format('policy %s %I %s %s using %s check %s', o.name, p.polname, p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
        FROM own o JOIN pg_policy p ON p.polrelid = o.oid
        UNION ALL
        SELECT format('comment %s%s %L', o.name, '.' || a.attname, d.description)
        FROM own o JOIN pg_description d ON d.objoid = o.oid AND d.classoid = 'pg_class'::regclass
        LEFT JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.objsubid AND d.objsubid > 0
        UNION ALL
        SELECT format('extension %I %s', extname, extversion) FROM pg_extension
        """;

    /// <summary>Reads the catalog.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="exceptSchemas">Schemas to leave out, such as <c>migration</c>.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(string connectionString, params string[] exceptSchemas)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = exceptSchemas } } };
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
