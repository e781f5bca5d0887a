using static TradingPlatform.MigrationEngine.TableLock;

namespace TradingPlatform.MigrationEngine;

/// <summary>ALTER of what is no table; <see cref="AlterTableReader"/> reads the others.</summary>
internal sealed class AlterReader(SqlCursor sql, StatementDraft draft)
{
    public void Read()
    {
        sql.Expect("ALTER");
        var what = sql.Next().Value;
        if (what is "MATERIALIZED" or "FOREIGN" or "EVENT" or "DEFAULT" || (what == "TEXT" && sql.Sees("SEARCH"))) what += " " + sql.Next().Value;
        draft.Command = $"ALTER {what}";
        switch (what)
        {
            case "TABLE" or "FOREIGN TABLE":
                new AlterTableReader(sql, draft).Read();
                break;
            case "INDEX":
                Index();
                break;
            case "VIEW" or "MATERIALIZED VIEW" or "SEQUENCE":
                Relation();
                break;
            case "TYPE":
                Type();
                break;
            case "DOMAIN":
                Domain();
                break;
            case "TRIGGER" or "POLICY" or "RULE":
                sql.Name();
                sql.Expect("ON");
                draft.Changes.Add(Changes.Other(sql.TableName(), AccessExclusive));
                sql.SkipTo();
                break;
            case "SCHEMA":
                var schema = sql.Name();
                if (sql.Accept("RENAME", "TO")) draft.Changes.Add(Changes.Free(ChangeKind.RenameObject, $"schema {schema}", sql.Name()));
                sql.SkipTo();
                break;
            case "FUNCTION" or "PROCEDURE" or "ROUTINE" or "AGGREGATE":
                Routine(what.ToLowerInvariant());
                break;
            case "DATABASE":
                sql.Name();
                draft.NeedsNoTransaction = sql.Sees("SET", "TABLESPACE");
                sql.SkipTo();
                break;
            case "SYSTEM" or "SUBSCRIPTION" or "TABLESPACE":
                draft.NeedsNoTransaction = what == "SYSTEM";
                sql.SkipTo();
                break;
            case "EXTENSION":
                draft.Unknown = "the script of an extension can do anything";
                break;
            case "PUBLICATION":
                draft.Incomplete = "the tables that it publishes";
                sql.SkipTo();
                break;
            case "ROLE" or "USER" or "GROUP" or "DEFAULT PRIVILEGES" or "OPERATOR" or "COLLATION" or "STATISTICS" or "SERVER" or "LANGUAGE" or "EVENT TRIGGER" or "TEXT SEARCH":
                sql.SkipTo();
                break;
            default:
                throw new UnreadableSqlException($"ALTER {what} is not known");
        }
    }

    private void Index()
    {
        if (sql.Accept("ALL", "IN"))
        {
            draft.Unknown = "which indexes it changes is known to the catalog alone";
            return;
        }

        sql.Accept("IF", "EXISTS");
        var index = sql.TableName();
        // A new name and a parameter of the index leave its table alone; reading the index waits for the others.
        if (sql.SeesAny("RENAME", "ALTER", "NO", "DEPENDS") || sql.Sees("SET", "(") || sql.Sees("RESET", "(")) sql.SkipTo();
        else if (sql.Accept("ATTACH", "PARTITION"))
        {
            var partition = sql.TableName();
            draft.Changes.Add(new SchemaChange(
                ChangeKind.Other, index, new TableEffect(index, AccessShare) { IsTableOfIndex = true }, new TableEffect(partition, AccessShare) { IsTableOfIndex = true }));
        }
        else if (sql.Accept("SET", "TABLESPACE"))
        {
            sql.Name();
            sql.Accept("NOWAIT");
            draft.Changes.Add(new SchemaChange(ChangeKind.MoveTable, index, new TableEffect(index, AccessExclusive) { IsTableOfIndex = true }) { Expression = "INDEX" });
        }
        else throw sql.Unreadable();
    }

    private void Relation()
    {
        sql.Accept("IF", "EXISTS");
        var name = sql.TableName();
        var kind = draft.Command["ALTER ".Length..].ToLowerInvariant();
        var isView = kind != "sequence";
        if (isView && (sql.Sees("RENAME", "COLUMN") || (sql.Sees("RENAME") && !sql.Sees("RENAME", "TO"))))
        {
            sql.Expect("RENAME");
            sql.Accept("COLUMN");
            var column = sql.Name();
            sql.Expect("TO");
            draft.Changes.Add(Changes.RenameColumn(name, column, sql.Name()));
        }
        else if (sql.Accept("RENAME", "TO") || sql.Accept("SET", "SCHEMA"))
        {
            var renamed = Changes.Free(ChangeKind.RenameObject, $"{kind} {name}", sql.Name());
            draft.Changes.Add(isView ? renamed with { Table = name, Effects = [new TableEffect(name, AccessExclusive)] } : renamed);
        }
        else if (sql.Sees("SET", "TABLESPACE") || sql.Sees("SET", "ACCESS"))
        {
            draft.Changes.Add(Changes.Rewrite(ChangeKind.MoveTable, name));
            sql.SkipTo();
        }
        else
        {
            if (isView) draft.Changes.Add(Changes.Other(name, AccessExclusive));
            sql.SkipTo();
        }
    }

    private void Type()
    {
        var type = sql.TableName();
        if (sql.Accept("ADD", "VALUE"))
        {
            sql.Accept("IF", "NOT", "EXISTS");
            draft.Changes.Add(Changes.Free(ChangeKind.EnumAddValue, type.ToString(), sql.Next().Value));
        }
        else if (sql.Accept("RENAME", "VALUE"))
        {
            var label = sql.Next().Value;
            sql.Expect("TO");
            draft.Changes.Add(Changes.Free(ChangeKind.EnumRenameValue, $"{type}.{label}", sql.Next().Value));
        }
        else if (sql.Accept("RENAME", "TO") || sql.Accept("SET", "SCHEMA"))
        {
            draft.Changes.Add(Changes.Free(ChangeKind.RenameObject, $"type {type}", sql.Name()));
        }

        sql.SkipTo("CASCADE");
        if (sql.Accept("CASCADE")) draft.Incomplete = "the tables of this type";
    }

    private void Domain()
    {
        var domain = sql.TableName();
        var isChecked = sql.Sees("ADD") || sql.Sees("SET", "NOT") || sql.Sees("VALIDATE");
        var isNotValid = false;
        var isRename = sql.Sees("RENAME", "TO") || sql.Sees("SET", "SCHEMA");
        while (!sql.AtEnd)
        {
            isNotValid |= sql.Sees("NOT", "VALID");
            sql.Skip();
        }

        if (isRename) draft.Changes.Add(Changes.Free(ChangeKind.RenameObject, $"domain {domain}"));
        if (!isChecked) return;

        if (!isNotValid) draft.Incomplete = "every table that uses the domain, under SHARE, which it reads";
        draft.Changes.Add(Changes.Free(ChangeKind.AlterDomainConstraint, domain.ToString()) with { IsNotValid = isNotValid });
    }

    private void Routine(string kind)
    {
        var name = sql.TableName();
        if (sql.Sees("(")) sql.Parenthesised();
        if (sql.Accept("RENAME", "TO") || sql.Accept("SET", "SCHEMA")) draft.Changes.Add(Changes.Free(ChangeKind.RenameObject, $"{kind} {name}", sql.Name()));
        sql.SkipTo();
    }
}
