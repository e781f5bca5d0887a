using System.Text;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The trigger that keeps pairs of columns in step: one BEFORE row trigger, which changes the row that is being written and therefore never
/// calls itself. Decision 0019 says which side counts when.
/// </summary>
/// <param name="name">What the dual writes are called.</param>
/// <param name="schema">The table's schema.</param>
/// <param name="table">The table.</param>
internal sealed class DualWriteTrigger(string name, string? schema, string table)
{
    /// <summary>The function's own variables begin with it; columns of pairs must not.</summary>
    public const string VariablePrefix = "dual_";

    private readonly string _table = Sql.Qualified(schema, table);
    private readonly string _function = Sql.Qualified(schema, SafeNames.DualWriteFunction(table, name));

    // Triggers run in the order of their names: this one sees what others have made of the row.
    private readonly string _trigger = Sql.Identifier(SafeNames.DualWriteTrigger(name));

    /// <summary>Brief, but for writers the wait for a lock.</summary>
    /// <param name="pairs">The pairs of columns.</param>
    // PostgreSQL does not look into a function. A condition makes it refuse to drop a column, or to change its type, while the trigger is there.
    // It also spares a row that is in step already, such as each of a backfill, the call, which costs more than the rest of its UPDATE.
    public string Create(IReadOnlyList<DualWrite> pairs) =>
        $"CREATE OR REPLACE TRIGGER {_trigger} BEFORE INSERT OR UPDATE ON {_table} FOR EACH ROW"
        + $" WHEN ({Condition(pairs)}) EXECUTE FUNCTION {_function}()";

    /// <summary>The trigger goes, then its function.</summary>
    public string Drop => $"DROP TRIGGER {_trigger} ON {_table}";

    /// <summary>After <see cref="Drop"/>.</summary>
    public string DropFunction => $"DROP FUNCTION {_function}()";

    /// <summary>What the trigger runs.</summary>
    /// <param name="pairs">The pairs of columns.</param>
    public string CreateFunction(IReadOnlyList<DualWrite> pairs)
    {
        var columns = Columns(pairs).Select(column => $"    {Sql.Identifier(column)} {Type(column)} := NEW.{Sql.Identifier(column)};");
        var own = pairs.Select((pair, i) => $"    dual_side_{i} text; dual_old_{i} {Type(pair.OldColumn)}; dual_new_{i} {Type(pair.NewColumn)};");
        var body = new StringBuilder();
        body.AppendLine("    IF TG_OP = 'INSERT' THEN").AppendJoin('\n', pairs.Select(Inserted)).AppendLine();
        body.AppendLine("    ELSE").AppendJoin('\n', pairs.Select(Updated)).AppendLine().AppendLine("    END IF;");
        body.AppendJoin('\n', pairs.Select(InStep));
        var text = $"""
            #variable_conflict use_column
            DECLARE
            {string.Join('\n', columns.Concat(own))}
            BEGIN
            {body}
                RETURN NEW;
            END
            """;
        var tag = PsqlText.FreeTag("dual_writes", text);
        return $"CREATE OR REPLACE FUNCTION {_function}() RETURNS trigger LANGUAGE plpgsql AS ${tag}$\n{text}\n${tag}$";
    }

    // The same text cast is the same value, and nothing is left to do; other texts do not say that something is.
    private static string Condition(IReadOnlyList<DualWrite> pairs) =>
        pairs.All(pair => pair is { ToNew: null, ToOld: null })
            ? string.Join(" OR ", pairs.Select(pair => $"({Text(pair.OldColumn)} = {Text(pair.NewColumn)}) IS NOT TRUE"))
            : $"true OR {string.Join(" OR ", Columns(pairs).Select(column => $"NEW.{Sql.Identifier(column)} IS NULL"))}";

    private static string Text(string column) => $"NEW.{Sql.Identifier(column)}::text COLLATE \"C\"";

    private static IEnumerable<string> Columns(IEnumerable<DualWrite> pairs) => pairs.SelectMany(pair => new[] { pair.OldColumn, pair.NewColumn }).Distinct();

    private string Type(string column) => $"{_table}.{Sql.Identifier(column)}%TYPE";

    // Whoever names the new column knows the old one too. A column that has its default's value was not named.
    private static string Inserted(DualWrite pair, int i)
    {
        var (old, current) = (Sql.Identifier(pair.OldColumn), Sql.Identifier(pair.NewColumn));
        return pair.NewDefault is { } value
            ? $"""
                      dual_new_{i} := ({Lines(value)});
                      dual_side_{i} := CASE WHEN {Differ($"NEW.{current}", $"dual_new_{i}")} OR NEW.{old} IS NULL THEN 'new' ELSE 'old' END;
              """
            : $"        dual_side_{i} := CASE WHEN NEW.{current} IS NULL THEN 'old' ELSE 'new' END;";
    }

    // A row that nobody has filled yet, and that is written for another reason, is filled on the way.
    private static string Updated(DualWrite pair, int i)
    {
        var (old, current) = (Sql.Identifier(pair.OldColumn), Sql.Identifier(pair.NewColumn));
        return $"""
                    dual_side_{i} := CASE
                        WHEN {Differ($"NEW.{current}", $"OLD.{current}")} THEN 'new'
                        WHEN {Differ($"NEW.{old}", $"OLD.{old}")} THEN 'old'
                        WHEN NEW.{current} IS NULL AND NOT NEW.{old} IS NULL THEN 'old'
                        WHEN NEW.{old} IS NULL AND NOT NEW.{current} IS NULL THEN 'new'
                    END;
            """;
    }

    // Where one of the expressions already gives what the other column holds, both say the same: a value with more than one form keeps its form.
    private static string InStep(DualWrite pair, int i)
    {
        var (old, current) = (Sql.Identifier(pair.OldColumn), Sql.Identifier(pair.NewColumn));
        var (toNew, toOld) = (Lines(pair.ToNew ?? old), Lines(pair.ToOld ?? current));
        return $"""
                IF dual_side_{i} = 'old' THEN
                    dual_new_{i} := ({toNew});
                    IF {Differ($"dual_new_{i}", $"NEW.{current}")} THEN
                        dual_old_{i} := ({toOld});
                        IF NEW.{current} IS NULL OR {Differ($"dual_old_{i}", $"NEW.{old}")} THEN
                            NEW.{current} := dual_new_{i};
                            {current} := dual_new_{i};
                        END IF;
                    END IF;
                ELSIF dual_side_{i} = 'new' THEN
                    dual_old_{i} := ({toOld});
                    IF {Differ($"dual_old_{i}", $"NEW.{old}")} THEN
                        dual_new_{i} := ({toNew});
                        IF NEW.{old} IS NULL OR {Differ($"dual_new_{i}", $"NEW.{current}")} THEN
                            NEW.{old} := dual_old_{i};
                            {old} := dual_old_{i};
                        END IF;
                    END IF;
                END IF;
            """;
    }

    // Compares what is stored: = finds citext values of different letters equal, and json has no =.
    private static string Differ(string one, string other) => $"pg_catalog.record_image_ne(ROW({one}), ROW({other}))";

    // An expression may end in a comment.
    private static string Lines(string expression) => expression.Contains('\n', StringComparison.Ordinal) || expression.Contains("--", StringComparison.Ordinal) ? $"{expression}\n" : expression;
}
