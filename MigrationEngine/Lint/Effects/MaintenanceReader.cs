using static TradingPlatform.MigrationEngine.TableLock;

namespace TradingPlatform.MigrationEngine;

/// <summary>The statements that are neither definitions nor queries.</summary>
internal sealed class MaintenanceReader(SqlCursor sql, StatementDraft draft)
{
    public void Read()
    {
        switch (sql.Next().Value)
        {
            case "TRUNCATE":
                Truncate();
                break;
            case "VACUUM":
                Vacuum();
                break;
            case "ANALYZE" or "ANALYSE":
                Analyze();
                break;
            case "CLUSTER":
                Cluster();
                break;
            case "REINDEX":
                Reindex();
                break;
            case "REFRESH":
                sql.Expect("MATERIALIZED", "VIEW");
                draft.Command = "REFRESH MATERIALIZED VIEW";
                var isConcurrent = sql.Accept("CONCURRENTLY");
                var view = sql.TableName();
                draft.Changes.Add(new SchemaChange(
                    ChangeKind.RefreshMaterializedView, view, new TableEffect(view, isConcurrent ? Exclusive : AccessExclusive, Rewrites: !isConcurrent, Scans: isConcurrent))
                { IsConcurrent = isConcurrent });
                sql.SkipTo();
                draft.Incomplete = "the tables that its query reads";
                break;
            case "LOCK":
                Lock();
                break;
            case "COMMENT":
                Comment();
                break;
            case "BEGIN" or "START" or "COMMIT" or "END" or "ROLLBACK" or "ABORT" or "SAVEPOINT" or "RELEASE" or "PREPARE" when sql.Tokens.Items is not [{ Value: "PREPARE" }, { Value: not "TRANSACTION" }, ..]:
                draft.ControlsTransaction = true;
                sql.SkipTo();
                break;
            case "SET":
                SettingReader.ReadSet(sql, draft);
                break;
            case "RESET" or "DISCARD":
                SettingReader.ReadReset(sql, draft);
                break;
            case "SHOW" or "NOTIFY" or "LISTEN" or "UNLISTEN" or "GRANT" or "REVOKE" or "SECURITY" or "CHECKPOINT" or "DEALLOCATE":
                // None of them locks a table.
                sql.SkipTo();
                break;
            case "REASSIGN" or "IMPORT":
                draft.Unknown = "which objects it changes is known to the catalog alone";
                break;
            case "CALL":
                draft.Unknown = "a procedure can do anything";
                break;
            case "EXPLAIN" or "EXECUTE" or "LOAD" or "DECLARE" or "FETCH" or "CLOSE" or "MOVE" or "PREPARE":
                draft.Unknown = "what it runs is not looked into";
                break;
            default:
                draft.Command = "";
                draft.Unknown = $"it begins with {sql.Tokens.Text[sql.Tokens.Items[0].Start..sql.Tokens.Items[0].End]}, which begins no statement that is known";
                break;
        }
    }

    private void Truncate()
    {
        sql.Accept("TABLE");
        do draft.Changes.Add(Changes.Truncate(sql.Relation()));
        while (sql.Accept(","));
        if (!sql.Accept("RESTART", "IDENTITY")) sql.Accept("CONTINUE", "IDENTITY");
        if (sql.Accept("CASCADE")) draft.Incomplete = "every table that references them, which is emptied too";
        else sql.Accept("RESTRICT");
    }

    private void Vacuum()
    {
        draft.NeedsNoTransaction = true;
        var full = Option("FULL");
        while (sql.SeesAny("FULL", "FREEZE", "VERBOSE", "ANALYZE", "ANALYSE")) full |= sql.Next().Is("FULL");
        Tables(table => full ? Changes.Rewrite(ChangeKind.VacuumFull, table) : Changes.Other(table, ShareUpdateExclusive, scans: null));
    }

    private void Analyze()
    {
        if (sql.Sees("(")) sql.Parenthesised();
        sql.Accept("VERBOSE");
        // A sample of it is read.
        Tables(table => Changes.Other(table, ShareUpdateExclusive, scans: null));
    }

    private void Tables(Func<TableName, SchemaChange> change)
    {
        if (sql.AtEnd) draft.Incomplete = "every table of the database";
        while (!sql.AtEnd)
        {
            draft.Changes.Add(change(sql.Relation()));
            if (sql.Sees("(")) sql.Parenthesised();
            if (!sql.Accept(",")) break;
        }
    }

    private void Cluster()
    {
        if (sql.Sees("(")) sql.Parenthesised();
        sql.Accept("VERBOSE");
        if (sql.AtEnd)
        {
            draft.NeedsNoTransaction = true;
            draft.Incomplete = "every table that was clustered before";
            return;
        }

        draft.Changes.Add(Changes.Rewrite(ChangeKind.Cluster, sql.TableName()));
        if (sql.Accept("USING")) sql.Name();
    }

    private void Reindex()
    {
        var isConcurrent = Option("CONCURRENTLY");
        var scope = sql.Next().Value;
        isConcurrent |= sql.Accept("CONCURRENTLY");
        draft.NeedsNoTransaction = isConcurrent || scope is "SCHEMA" or "DATABASE" or "SYSTEM";
        if (scope is "INDEX" or "TABLE")
        {
            var name = sql.TableName();
            var mode = isConcurrent ? ShareUpdateExclusive : Share;
            draft.Changes.Add(new SchemaChange(ChangeKind.Reindex, name, new TableEffect(name, mode, Scans: true) { IsTableOfIndex = scope == "INDEX" })
            { IsConcurrent = isConcurrent });
            return;
        }

        if (scope is not ("SCHEMA" or "DATABASE" or "SYSTEM")) throw sql.Unreadable();
        draft.Changes.Add(new SchemaChange(ChangeKind.Reindex, Table: null) { IsConcurrent = isConcurrent });
        draft.Incomplete = "every table of it";
        sql.SkipTo();
    }

    /// <summary>Whether an option in the parentheses that may come next is on, as it is without a value.</summary>
    private bool Option(string name) => sql.Sees("(") && sql.Parenthesised().Split().Any(option =>
        option.Items.Count > 0 && option.Items[0].Is(name) && !(option.Items.Count == 2 && option.Items[1].Value.ToUpperInvariant() is ("FALSE" or "OFF" or "0")));

    private void Lock()
    {
        sql.Accept("TABLE");
        var tables = new List<TableName>();
        do tables.Add(sql.Relation());
        while (sql.Accept(","));
        var mode = AccessExclusive;
        if (sql.Accept("IN"))
        {
            var words = string.Join(' ', sql.SkipTo("MODE").Items.Select(token => token.Value));
            sql.Expect("MODE");
            mode = TableLocks.Parse(words) ?? throw new UnreadableSqlException($"{words} is no lock");
        }

        sql.Accept("NOWAIT");
        draft.Changes.AddRange(tables.Select(table => new SchemaChange(ChangeKind.LockTable, table, new TableEffect(table, mode))));
    }

    private void Comment()
    {
        sql.Expect("ON");
        if (sql.Accept("COLUMN"))
        {
            var names = new List<string> { sql.Name() };
            while (sql.Accept(".")) names.Add(sql.Name());
            if (names.Count < 2) throw sql.Unreadable();
            draft.Changes.Add(Changes.Other(new TableName(names.Count > 2 ? names[^3] : null, names[^2]), ShareUpdateExclusive));
        }
        else if (sql.SeesAny("TABLE", "VIEW", "INDEX") || sql.Sees("MATERIALIZED", "VIEW"))
        {
            sql.Accept("MATERIALIZED");
            var isIndex = sql.Next().Is("INDEX");
            var table = sql.TableName();
            if (!isIndex) draft.Changes.Add(Changes.Other(table, ShareUpdateExclusive));
        }

        sql.SkipTo();
    }
}
