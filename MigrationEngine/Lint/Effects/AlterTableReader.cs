using static TradingPlatform.MigrationEngine.TableLock;

namespace TradingPlatform.MigrationEngine;

/// <summary>ALTER TABLE, one action after the other.</summary>
internal sealed class AlterTableReader(SqlCursor sql, StatementDraft draft)
{
    private TableName _table = null!;

    public void Read()
    {
        if (sql.Accept("ALL", "IN"))
        {
            draft.Unknown = "which tables it changes is known to the catalog alone";
            return;
        }

        sql.Accept("IF", "EXISTS");
        _table = sql.Relation();
        do Action();
        while (sql.Accept(","));
    }

    private void Add(SchemaChange change) => draft.Changes.Add(change);

    private void AddOther(TableLock mode, bool? rewrites = false, bool? scans = false) => Add(Changes.Other(_table, mode, rewrites, scans));

    private void Action()
    {
        if (sql.Accept("ADD")) AddColumnOrConstraint();
        else if (sql.Accept("ALTER", "CONSTRAINT"))
        {
            sql.SkipTo(",");
            Add(new SchemaChange(ChangeKind.Other, _table, new TableEffect(_table, AccessExclusive) { ReachesReferenced = true }));
        }
        else if (sql.Accept("ALTER"))
        {
            sql.Accept("COLUMN");
            new AlterColumnReader(sql, _table, draft).Read();
        }
        else if (sql.Accept("DROP")) Drop();
        else if (sql.Accept("VALIDATE", "CONSTRAINT")) Add(Changes.Validate(_table, sql.Name()));
        else if (sql.Accept("RENAME")) Rename();
        else if (sql.Accept("SET")) Set();
        else if (sql.Accept("RESET")) StorageParameters();
        else if (sql.SeesAny("ENABLE", "DISABLE")) Enable();
        else if (sql.Accept("ATTACH", "PARTITION")) Attach();
        else if (sql.Accept("DETACH", "PARTITION")) Detach();
        else if (sql.Accept("CLUSTER", "ON"))
        {
            sql.Name();
            AddOther(ShareUpdateExclusive);
        }
        else if (sql.Accept("INHERIT") || sql.Accept("NO", "INHERIT"))
        {
            var parent = sql.TableName();
            Add(new SchemaChange(ChangeKind.Other, _table, new TableEffect(_table, AccessExclusive), new TableEffect(parent, ShareUpdateExclusive)));
        }
        else if (sql.Accept("OWNER", "TO") || sql.Sees("REPLICA", "IDENTITY") || sql.Accept("OF") || sql.Accept("NOT", "OF") || sql.Sees("FORCE") || sql.Sees("NO", "FORCE")
            || sql.Sees("OPTIONS"))
        {
            sql.SkipTo(",");
            AddOther(AccessExclusive);
        }
        else throw sql.Unreadable();
    }

    private void AddColumnOrConstraint()
    {
        if (!sql.Sees("COLUMN") && TableConstraintReader.Follows(sql))
        {
            Add(new TableConstraintReader(sql, _table, isNewTable: false).Read());
            return;
        }

        sql.Accept("COLUMN");
        sql.Accept("IF", "NOT", "EXISTS");
        foreach (var change in new ColumnReader(sql, _table, isNewTable: false).Read()) Add(change);
    }

    private void Drop()
    {
        if (sql.Accept("CONSTRAINT"))
        {
            sql.Accept("IF", "EXISTS");
            Add(Changes.DropConstraint(_table, sql.Name(), isForeignKey: false));
        }
        else
        {
            sql.Accept("COLUMN");
            sql.Accept("IF", "EXISTS");
            Add(Changes.DropColumn(_table, sql.Name()));
        }

        if (sql.Accept("CASCADE")) draft.Incomplete = "everything that depends on it, which is dropped too";
        else sql.Accept("RESTRICT");
    }

    private void Rename()
    {
        if (sql.Accept("TO")) Add(Changes.RenameTable(_table, sql.Name()));
        else if (sql.Accept("CONSTRAINT"))
        {
            sql.Name();
            sql.Expect("TO");
            sql.Name();
            AddOther(AccessExclusive);
        }
        else
        {
            sql.Accept("COLUMN");
            var name = sql.Name();
            sql.Expect("TO");
            Add(Changes.RenameColumn(_table, name, sql.Name()));
        }
    }

    private void Set()
    {
        if (sql.Accept("SCHEMA")) Add(Changes.SetSchema(_table, sql.Name()));
        else if (sql.Accept("LOGGED") || sql.Accept("UNLOGGED")) Add(Changes.Rewrite(ChangeKind.SetLogged, _table));
        else if (sql.Accept("TABLESPACE") || sql.Accept("ACCESS", "METHOD"))
        {
            sql.Name();
            sql.Accept("NOWAIT");
            Add(Changes.Rewrite(ChangeKind.MoveTable, _table));
        }
        else if (sql.Accept("WITHOUT", "CLUSTER")) AddOther(ShareUpdateExclusive);
        else if (sql.Accept("WITHOUT", "OIDS")) AddOther(AccessExclusive);
        else StorageParameters();
    }

    private void StorageParameters()
    {
        var names = sql.Parenthesised();
        AddOther(names.Items.Any(token => token.Is("USER_CATALOG_TABLE")) ? AccessExclusive : ShareUpdateExclusive);
    }

    private void Enable()
    {
        sql.Next();
        if (!sql.Accept("ALWAYS")) sql.Accept("REPLICA");
        var isTrigger = sql.Sees("TRIGGER");
        if (!isTrigger && !sql.Sees("RULE") && !sql.Sees("ROW")) throw sql.Unreadable();
        sql.SkipTo(",");
        AddOther(isTrigger ? ShareRowExclusive : AccessExclusive);
    }

    private void Attach()
    {
        Add(Changes.Attach(_table, sql.TableName()));
        sql.SkipTo();
        draft.Incomplete = "the default partition, where there is one: it is locked and read";
    }

    private void Detach()
    {
        var partition = sql.TableName();
        var isConcurrent = sql.Accept("CONCURRENTLY");
        draft.NeedsNoTransaction = isConcurrent;
        isConcurrent |= sql.Accept("FINALIZE");
        Add(Changes.Detach(_table, partition, isConcurrent));
    }
}
