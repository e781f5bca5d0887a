using static TradingPlatform.MigrationEngine.TableLock;

namespace TradingPlatform.MigrationEngine;

/// <summary>CREATE TABLE, after these words.</summary>
internal sealed class CreateTableReader(SqlCursor sql, StatementDraft draft)
{
    public void Read()
    {
        sql.Accept("IF", "NOT", "EXISTS");
        var table = sql.TableName();
        draft.Changes.Add(new SchemaChange(ChangeKind.CreateTable, table));
        if (sql.Accept("PARTITION", "OF"))
        {
            // The parent's list of partitions changes, which every query on it reads.
            draft.Changes.Add(Changes.Other(sql.TableName(), AccessExclusive));
            draft.Incomplete = "the default partition, where there is one: it is locked and read";
            sql.SkipTo();
            return;
        }

        if (sql.Accept("OF")) sql.TableName();
        if (sql.Sees("(")) Elements(table, sql.Parenthesised());
        Inherits();
        sql.SkipTo("AS");
        if (!sql.Accept("AS")) return;

        draft.Command = "CREATE TABLE AS";
        QueryReader.ReadTables(sql, draft, runs: true);
    }

    private void Elements(TableName table, SqlTokens elements)
    {
        foreach (var element in elements.Split())
        {
            var inner = new SqlCursor(element);
            if (inner.Accept("LIKE"))
            {
                draft.Changes.Add(Changes.Other(inner.TableName(), AccessShare));
                inner.SkipTo();
            }
            else if (TableConstraintReader.Follows(inner)) draft.Changes.Add(new TableConstraintReader(inner, table, isNewTable: true).Read());
            // CREATE TABLE … (name, name) AS: no types.
            else if (element.Items.Count > 1) draft.Changes.AddRange(new ColumnReader(inner, table, isNewTable: true).Read());
            else inner.Name();

            if (!inner.AtEnd) throw inner.Unreadable();
        }
    }

    private void Inherits()
    {
        if (!sql.Accept("INHERITS")) return;

        foreach (var parent in sql.Parenthesised().Split())
            draft.Changes.Add(Changes.Other(new SqlCursor(parent).TableName(), ShareUpdateExclusive));
    }
}
