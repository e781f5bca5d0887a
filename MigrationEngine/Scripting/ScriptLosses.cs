namespace TradingPlatform.MigrationEngine;

/// <summary>Counts what migrations would destroy of what is stored, and stops there unless <c>allow_data_loss</c> is on.</summary>
internal static class ScriptLosses
{
    // The same questions as DataLossGuard's: a table that is gone loses nothing, a table that was counted is not counted with its schema.
    private const string Count =
        """
                IF loss.kind = 'raw' AND loss.table_name IS NULL THEN
                    found := found || format('what cannot be counted, by raw SQL (%s) (%s)', loss.statement, loss.migration);
                    CONTINUE;
                ELSIF loss.kind = 'schema' THEN
                    number := 0;
                    FOR part IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = loss.schema_name LOOP
                        IF part <> ALL (counted) THEN
                            EXECUTE 'SELECT count(*) FROM ' || part INTO part_number;
                            number := number + part_number;
                        END IF;
                    END LOOP;
                    what := 'rows in the tables of schema ' || loss.schema_name;
                ELSIF to_regclass(loss.table_name) IS NULL OR loss.column_name IS NOT NULL AND NOT EXISTS (
                    SELECT FROM pg_attribute WHERE attrelid = to_regclass(loss.table_name) AND attname = loss.column_name AND NOT attisdropped) THEN
                    CONTINUE;
                ELSIF loss.kind = 'table' THEN
                    EXECUTE 'SELECT count(*) FROM ' || loss.table_name INTO number;
                    counted := counted || (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(loss.table_name));
                    what := 'rows of table ' || loss.table_name;
                ELSIF loss.kind = 'delete' THEN
                    EXECUTE 'SELECT count(*) FROM ' || loss.table_name INTO number;
                    what := 'rows at most of table ' || loss.table_name;
                ELSIF loss.kind = 'raw' THEN
                    EXECUTE format('SELECT count(*) FROM (SELECT FROM %s LIMIT 1) AS held', loss.table_name) INTO number;
                    IF number > 0 THEN
                        found := found || format('what cannot be counted, by raw SQL (%s) (%s)', loss.statement, loss.migration);
                    END IF;
                    CONTINUE;
                ELSIF loss.kind = 'column' THEN
                    EXECUTE format('SELECT count(%I) FROM %s', loss.column_name, loss.table_name) INTO number;
                    what := format('values of column %s.%I', loss.table_name, loss.column_name);
                ELSE
                    BEGIN
                        EXECUTE format('SELECT count(*) FROM %s WHERE %I::%s::%s::text IS DISTINCT FROM %2$I::text',
                            loss.table_name, loss.column_name, loss.new_type, loss.old_type) INTO number;
                    EXCEPTION WHEN cannot_coerce OR data_exception THEN
                        EXECUTE format('SELECT count(%I) FROM %s', loss.column_name, loss.table_name) INTO number;
                    END;
                    what := format('values of column %s.%I that do not fit %s', loss.table_name, loss.column_name, loss.new_type);
                END IF;
                IF number > 0 THEN found := found || format('%s %s (%s)', number, what, loss.migration); END IF;
        """;

    /// <summary>The check; empty where the migrations destroy nothing.</summary>
    public static string Guard(ScriptPlan script, IReadOnlyList<PlannedMigration> migrations)
    {
        var losses = migrations.SelectMany(migration => migration.Losses.Select(loss => Row(migration.Id, loss))).ToList();
        if (losses.Count == 0) return "";

        var isDone = script.Direction == "up" ? "" : "NOT ";
        var body =
            $"""

            DECLARE
                loss record;
                part text;
                part_number bigint;
                number bigint;
                what text;
                counted text[] := ARRAY[]::text[];
                found text[] := ARRAY[]::text[];
            BEGIN
                FOR loss IN SELECT * FROM (VALUES
                    {string.Join(",\n        ", losses)})
                    AS losses (migration, kind, schema_name, table_name, column_name, old_type, new_type, statement)
                LOOP
                    CONTINUE WHEN {isDone}EXISTS (SELECT FROM {script.History.Name} WHERE "MigrationId" = loss.migration);
            {Count}
                END LOOP;
                IF cardinality(found) > 0 THEN
                    RAISE EXCEPTION USING MESSAGE = format('This would lose %s: take a backup, then repeat it with psql -v allow_data_loss=on.', array_to_string(found, '; '));
                END IF;
            END
            """;
        return $"\\if :allow_data_loss\n\\else\nDO {PsqlText.DollarQuoted(body)};\n\\endif\n";
    }

    private static string Row(string migration, PotentialLoss loss)
    {
        var kind = loss.Kind switch
        {
            PotentialLossKind.DropTable => "table",
            PotentialLossKind.DropColumn => "column",
            PotentialLossKind.DropSchema => "schema",
            PotentialLossKind.NarrowColumn => "narrow",
            PotentialLossKind.DeleteRows => "delete",
            PotentialLossKind.RawSql => "raw",
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss.Kind, "There is no such loss."),
        };
        string?[] values =
        [
            migration, kind, loss.Schema, loss.Table is null ? null : Sql.Qualified(loss.Schema, loss.Table), loss.Column, loss.OldType, loss.NewType,
            loss.Sql is null ? null : Sql.Excerpt(loss.Sql),
        ];
        return $"({string.Join(", ", values.Select(value => value is null ? "NULL::text" : PsqlText.Literal(value)))})";
    }
}
