namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A block that fails with one sentence where the dual writes could not keep their promise. It runs in the transaction that installs the
/// trigger, so that the migration fails and not the first write of an application.
/// </summary>
internal static class DualWriteChecks
{
    /// <summary>What the block begins with, and no block of an author.</summary>
    public const string Beginning = $"DO ${Tag}";

    private const string Tag = "dual_writes";

    /// <summary>The block, without a semicolon.</summary>
    public static string Block(string name, string? schema, string table, IReadOnlyList<DualWrite> pairs)
    {
        var target = Sql.Qualified(schema, table);
        string[] columns = [.. pairs.SelectMany(pair => new[] { pair.OldColumn, pair.NewColumn }).Distinct()];
        var fields = string.Join(", ", columns.Select(Sql.Identifier));
        var text = $"""
            DECLARE
                target constant regclass := {PsqlText.Literal(target)}::regclass;
                pair_columns constant text[] := {PsqlText.Array(columns)};
                defaults text;
                agree boolean;
                pair record;
                problem text;
            BEGIN
                SELECT CASE
                        WHEN relkind NOT IN ('r', 'p') THEN 'it is not a table'
                        WHEN relispartition THEN 'it is a partition, so that the rows of the others would be missed: name the partitioned table'
                        WHEN relkind = 'r' AND EXISTS (SELECT FROM pg_inherits WHERE inhparent = target) THEN 'tables inherit from it, whose rows the trigger would not see'
                    END INTO problem FROM pg_class WHERE oid = target;
                SELECT coalesce(problem, min(format('column %I does not exist', named))) INTO problem
                    FROM unnest(pair_columns) AS named
                    WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = target AND attname = named AND attnum > 0);
                SELECT coalesce(problem, min(format('column %I is generated from others, and cannot be written', attname))) INTO problem
                    FROM pg_attribute WHERE attrelid = target AND attname = ANY (pair_columns) AND attgenerated <> '';
                SELECT coalesce(problem, min(format('column %I is part of a partition key, and PostgreSQL lets no trigger move a row that is being inserted', attname))) INTO problem
                    FROM pg_partition_tree(target) AS tree
                    JOIN pg_partitioned_table ON partrelid = tree.relid
                    JOIN pg_attribute ON attrelid = tree.relid AND attnum = ANY (partattrs)
                    WHERE attname = ANY (pair_columns);
                IF problem IS NULL THEN
                    -- A misspelt expression fails here.
                    EXECUTE 'SELECT FROM (SELECT {PsqlText.Escape(fields)} FROM ' || target || ') AS r WHERE NULL IS NOT DISTINCT FROM ROW('
                        || {PsqlText.Literal(string.Join(", ", pairs.SelectMany(pair => new[] { Expression(pair.ToNew, pair.OldColumn), Expression(pair.ToOld, pair.NewColumn) })))} || ') LIMIT 0';
                    SELECT string_agg(format('(%s)::%s AS %I', coalesce(pg_get_expr(adbin, adrelid), 'NULL'), format_type(atttypid, atttypmod), attname), ', ') INTO defaults
                        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                        WHERE attrelid = target AND attname = ANY (pair_columns);
                    FOR pair IN
                        SELECT given.*, format_type(b.atttypid, b.atttypmod) AS new_type, format_type(a.atttypid, a.atttypmod) AS old_type,
                            pg_get_expr(bd.adbin, bd.adrelid) AS has_default, ad.adbin IS NOT NULL OR a.attidentity <> '' AS old_has_default, b.attidentity <> '' AS new_is_identity
                        FROM (VALUES
                            {string.Join(",\n                            ", pairs.Select(Row))}) AS given (old_column, new_column, to_new, to_old, new_default)
                        JOIN pg_attribute a ON a.attrelid = target AND a.attname = given.old_column
                        JOIN pg_attribute b ON b.attrelid = target AND b.attname = given.new_column
                        LEFT JOIN pg_attrdef ad ON ad.adrelid = target AND ad.adnum = a.attnum
                        LEFT JOIN pg_attrdef bd ON bd.adrelid = target AND bd.adnum = b.attnum
                    LOOP
                        IF pair.new_is_identity THEN
                            problem := format('column %I is an identity column, so that nobody can tell whether an INSERT names it', pair.new_column);
                        ELSIF (pair.has_default IS NULL) <> (pair.new_default IS NULL) THEN
                            problem := format('column %I has %s in the database, and %s in NewDefault: make them agree, best by dropping the default, because the trigger gives the column its value',
                                pair.new_column, coalesce('the default ' || pair.has_default, 'no default'), coalesce(pair.new_default, 'none'));
                        ELSIF pair.has_default IS NOT NULL THEN
                            EXECUTE format('SELECT record_image_eq(ROW((%s)::%s), ROW((%s)::%s))', pair.has_default, pair.new_type, pair.new_default, pair.new_type) INTO agree;
                            IF NOT agree THEN
                                problem := format('column %I has the default %s in the database, and %s in NewDefault: they differ, or differ from row to row', pair.new_column, pair.has_default, pair.new_default);
                            ELSIF pair.old_has_default THEN
                                EXECUTE format('SELECT record_image_eq(ROW((%s)::%s), ROW(%I)) OR record_image_eq(ROW((%s)::%s), ROW(%I)) FROM (SELECT %s) AS defaults',
                                    pair.to_new, pair.new_type, pair.new_column, pair.to_old, pair.old_type, pair.old_column, defaults) INTO agree;
                                IF NOT agree THEN
                                    problem := format('the defaults of columns %I and %I contradict each other, so that an INSERT that names neither has no answer', pair.old_column, pair.new_column);
                                END IF;
                            END IF;
                        END IF;
                        EXIT WHEN problem IS NOT NULL;
                    END LOOP;
                END IF;
                IF problem IS NOT NULL THEN
                    RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('Dual writes %s cannot start on %s: %s.', {PsqlText.Literal(name)}, target, problem);
                END IF;
            END
            """;
        var tag = PsqlText.FreeTag(Tag, text);
        return $"DO ${tag}$\n{text}\n${tag}$";
    }

    private static string Row(DualWrite pair) =>
        $"({PsqlText.Literal(pair.OldColumn)}, {PsqlText.Literal(pair.NewColumn)}, {PsqlText.Literal(Expression(pair.ToNew, pair.OldColumn))}, {PsqlText.Literal(Expression(pair.ToOld, pair.NewColumn))}, "
        + $"{(pair.NewDefault is { } value ? PsqlText.Literal(value) : "NULL::text")})";

    private static string Expression(string? expression, string column) => expression is null ? Sql.Identifier(column) : $"({expression}\n)";
}
