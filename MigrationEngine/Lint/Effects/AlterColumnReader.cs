using static TradingPlatform.MigrationEngine.TableLock;

namespace TradingPlatform.MigrationEngine;

/// <summary>ALTER TABLE … ALTER COLUMN.</summary>
internal sealed class AlterColumnReader(SqlCursor sql, TableName table, StatementDraft draft)
{
    public void Read()
    {
        var column = sql.Name();
        if (sql.Accept("TYPE") || sql.Accept("SET", "DATA", "TYPE")) Type(column);
        else if (sql.Accept("SET", "NOT", "NULL")) draft.Changes.Add(Changes.SetNotNull(table, column));
        else if (sql.Accept("DROP", "NOT", "NULL")) draft.Changes.Add(Changes.DropNotNull(table, column));
        else if (sql.Accept("SET", "DEFAULT")) Skip(AccessExclusive);
        else if (sql.Accept("DROP", "DEFAULT")) Skip(AccessExclusive);
        else if (sql.Sees("SET", "STATISTICS") || sql.Sees("SET", "(") || sql.Sees("RESET", "(")) Skip(ShareUpdateExclusive);
        else if (sql.Accept("SET", "EXPRESSION")) Skip(AccessExclusive, rewrites: null);
        else if (sql.SeesAny("ADD", "RESTART", "SET") || sql.Sees("DROP", "IDENTITY") || sql.Sees("DROP", "EXPRESSION") || sql.Sees("OPTIONS")) Skip(AccessExclusive);
        else throw sql.Unreadable();
    }

    private void Type(string column)
    {
        var type = sql.SkipTo("COLLATE", "USING", ",").Sql;
        if (sql.Accept("COLLATE")) sql.TableName();
        var expression = sql.Accept("USING") ? sql.SkipTo(",").Sql : null;
        var change = Changes.AlterColumnType(table, new ColumnFacts { Name = column, Type = type, Using = expression });
        draft.Changes.Add(change);
        if (change.Effects.Any(effect => effect.Rewrites != false))
            draft.Incomplete ??= "the tables of foreign keys that the column is part of, under ACCESS EXCLUSIVE, which checks them again";
    }

    private void Skip(TableLock mode, bool? rewrites = false)
    {
        sql.SkipTo(",");
        draft.Changes.Add(Changes.Other(table, mode, rewrites, rewrites));
    }
}
