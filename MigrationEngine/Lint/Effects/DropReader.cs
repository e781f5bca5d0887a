using static TradingPlatform.MigrationEngine.TableLock;

namespace TradingPlatform.MigrationEngine;

/// <summary>DROP.</summary>
internal sealed class DropReader(SqlCursor sql, StatementDraft draft)
{
    public void Read()
    {
        sql.Expect("DROP");
        var what = sql.Next().Value;
        if (what is "MATERIALIZED" or "FOREIGN" or "EVENT" or "ACCESS" or "OWNED" or "USER" or "TEXT" && !sql.Sees("MAPPING")) what += " " + sql.Next().Value;
        draft.Command = $"DROP {what}";
        switch (what)
        {
            case "TABLE" or "FOREIGN TABLE":
                Each(name => Changes.DropTable(name));
                break;
            case "VIEW" or "MATERIALIZED VIEW":
                Each(name => Changes.Other(name, AccessExclusive));
                break;
            case "INDEX":
                var isConcurrent = sql.Accept("CONCURRENTLY");
                draft.NeedsNoTransaction = isConcurrent;
                Each(name => Changes.DropIndex(name, table: null, isConcurrent));
                break;
            case "SCHEMA":
                Each(name => Changes.Free(ChangeKind.DropSchema, name.Name));
                break;
            case "TRIGGER" or "POLICY" or "RULE":
                sql.Accept("IF", "EXISTS");
                sql.Name();
                sql.Expect("ON");
                draft.Changes.Add(Changes.Other(sql.TableName(), AccessExclusive));
                Behaviour();
                break;
            case "DATABASE" or "TABLESPACE" or "SUBSCRIPTION":
                draft.NeedsNoTransaction = true;
                sql.SkipTo();
                break;
            case "OWNED BY":
                draft.Unknown = "which objects a role owns is known to the catalog alone";
                break;
            case "SEQUENCE" or "TYPE" or "DOMAIN" or "FUNCTION" or "PROCEDURE" or "ROUTINE" or "AGGREGATE" or "OPERATOR" or "CAST" or "COLLATION"
                or "EXTENSION" or "ROLE" or "USER" or "GROUP" or "STATISTICS" or "PUBLICATION" or "EVENT TRIGGER" or "SERVER" or "LANGUAGE"
                or "CONVERSION" or "TEXT SEARCH" or "TRANSFORM" or "ACCESS METHOD":
                sql.SkipTo("CASCADE");
                Behaviour();
                break;
            default:
                throw new UnreadableSqlException($"DROP {what} is not known");
        }
    }

    private void Each(Func<TableName, SchemaChange> change)
    {
        sql.Accept("IF", "EXISTS");
        do draft.Changes.Add(change(sql.TableName()));
        while (sql.Accept(","));
        Behaviour();
    }

    private void Behaviour()
    {
        if (sql.Accept("CASCADE")) draft.Incomplete = "everything that depends on it, which is dropped too";
        else sql.Accept("RESTRICT");
    }
}
