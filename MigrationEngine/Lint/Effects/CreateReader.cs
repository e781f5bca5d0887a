using static TradingPlatform.MigrationEngine.TableLock;

namespace TradingPlatform.MigrationEngine;

/// <summary>CREATE.</summary>
internal sealed class CreateReader(SqlCursor sql, StatementDraft draft)
{
    public void Read()
    {
        sql.Expect("CREATE");
        var replaces = sql.Accept("OR", "REPLACE");
        var isUnique = sql.Accept("UNIQUE");
        if (!sql.Accept("GLOBAL")) sql.Accept("LOCAL");
        if (!sql.Accept("TEMPORARY") && !sql.Accept("TEMP")) sql.Accept("UNLOGGED");
        sql.Accept("RECURSIVE");
        if (!sql.Accept("TRUSTED")) sql.Accept("CONSTRAINT");
        var what = sql.Next().Value;
        if (what is "MATERIALIZED" or "FOREIGN" or "EVENT" or "ACCESS" or "OPERATOR" or "TEXT" && sql.SeesAny("VIEW", "TABLE", "TRIGGER", "METHOD", "CLASS", "FAMILY", "SEARCH", "DATA"))
            what += " " + sql.Next().Value;
        draft.Command = $"CREATE {what}";
        switch (what)
        {
            case "TABLE" or "FOREIGN TABLE":
                new CreateTableReader(sql, draft).Read();
                break;
            case "INDEX":
                Index(isUnique);
                break;
            case "VIEW" or "MATERIALIZED VIEW":
                View(replaces);
                break;
            case "TRIGGER":
                Trigger();
                break;
            case "POLICY" or "RULE":
                sql.SkipTo(what == "RULE" ? "TO" : "ON");
                sql.Next();
                draft.Changes.Add(Changes.Other(sql.TableName(), AccessExclusive));
                sql.SkipTo();
                break;
            case "STATISTICS":
                sql.SkipTo("FROM");
                sql.Expect("FROM");
                draft.Changes.Add(Changes.Other(sql.TableName(), ShareUpdateExclusive));
                break;
            case "SCHEMA":
                sql.SkipTo("CREATE", "GRANT");
                break;
            case "DATABASE" or "TABLESPACE" or "SUBSCRIPTION":
                draft.NeedsNoTransaction = true;
                sql.SkipTo();
                break;
            case "PUBLICATION":
                draft.Incomplete = "the tables that it publishes";
                sql.SkipTo();
                break;
            case "EXTENSION" or "SEQUENCE" or "TYPE" or "DOMAIN" or "FUNCTION" or "PROCEDURE" or "AGGREGATE" or "OPERATOR" or "OPERATOR CLASS"
                or "OPERATOR FAMILY" or "CAST" or "COLLATION" or "CONVERSION" or "ROLE" or "USER" or "GROUP" or "SERVER" or "LANGUAGE" or "EVENT TRIGGER"
                or "ACCESS METHOD" or "TEXT SEARCH" or "FOREIGN DATA" or "TRANSFORM":
                // They are new, or replace what no query waits for.
                sql.SkipTo();
                break;
            default:
                throw new UnreadableSqlException($"CREATE {what} is not known");
        }
    }

    private void Index(bool isUnique)
    {
        var isConcurrent = sql.Accept("CONCURRENTLY");
        draft.NeedsNoTransaction = isConcurrent;
        sql.Accept("IF", "NOT", "EXISTS");
        var name = sql.Sees("ON") ? null : sql.Name();
        sql.Expect("ON");
        var isOnly = sql.Accept("ONLY");
        var table = sql.TableName();
        if (sql.Accept("USING")) sql.Name();
        var keys = sql.Parenthesised().Split().Select(key => key.Items[0].AsName).ToList();
        sql.SkipTo("WHERE");
        var hasFilter = sql.Accept("WHERE");
        sql.SkipTo();
        draft.Changes.Add(Changes.CreateIndex(table, name, keys, isConcurrent) with { IsUnique = isUnique, HasFilter = hasFilter, IsOnly = isOnly });
    }

    private void View(bool replaces)
    {
        sql.Accept("IF", "NOT", "EXISTS");
        var view = sql.TableName();
        if (replaces) draft.Changes.Add(Changes.Other(view, AccessExclusive));
        var isMaterialized = draft.Command == "CREATE MATERIALIZED VIEW";
        sql.SkipTo("AS");
        sql.Expect("AS");
        // A view is parsed and not run.
        QueryReader.ReadTables(sql, draft, runs: isMaterialized);
    }

    private void Trigger()
    {
        var name = sql.Name();
        sql.SkipTo("ON");
        sql.Expect("ON");
        draft.Changes.Add(Changes.CreateTrigger(sql.TableName(), name));
        sql.SkipTo();
    }
}
