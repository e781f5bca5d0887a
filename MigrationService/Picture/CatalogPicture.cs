using Npgsql;

namespace TradingPlatform.MigrationService;

/// <summary>The picture of a database as it is, whoever made it.</summary>
internal static class CatalogPicture
{
    private const string Columns =
        """
        SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
            EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)),
            EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
            AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum
        """;

    private const string References =
        """
        SELECT fn.nspname || '.' || f.relname, tn.nspname || '.' || t.relname,
            ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS key (number, place)
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = key.number ORDER BY key.place),
            NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND NOT a.attnotnull),
            EXISTS (SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indisunique AND i.indpred IS NULL AND i.indisvalid
                AND i.indnkeyatts = cardinality(k.conkey) AND i.indkey::int2[] @> k.conkey)
        FROM pg_constraint k
        JOIN pg_class f ON f.oid = k.conrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
        JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
        WHERE k.contype = 'f' AND NOT f.relispartition AND k.conparentid = 0
        ORDER BY 1, k.conname COLLATE "C"
        """;

    public static async Task<SchemaPicture> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = new List<PictureTable>();
        await using (var command = new NpgsqlCommand(Columns, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            var columns = new List<PictureColumn>();
            while (await reader.ReadAsync(cancellationToken))
            {
                var name = $"{reader.GetString(0)}.{reader.GetString(1)}";
                if (tables.Count == 0 || tables[^1].Name != name) tables.Add(new PictureTable(reader.GetString(0), name, columns = []));
                columns.Add(new PictureColumn(reader.GetString(2), reader.GetString(3), reader.GetBoolean(4), reader.GetBoolean(5), reader.GetBoolean(6)));
            }
        }

        var known = tables.Select(table => table.Name).ToHashSet();
        var references = new List<PictureReference>();
        await using (var command = new NpgsqlCommand(References, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                references.Add(new PictureReference(
                    reader.GetString(0), reader.GetFieldValue<string[]>(2), reader.GetString(1), reader.GetBoolean(3), reader.GetBoolean(4)));
            }
        }

        return new SchemaPicture(tables, [.. references.Where(reference => known.Contains(reference.From) && known.Contains(reference.To))]);
    }
}
