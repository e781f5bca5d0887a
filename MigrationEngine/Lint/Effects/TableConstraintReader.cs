namespace TradingPlatform.MigrationEngine;

/// <summary>A table's constraint, from CONSTRAINT or its first word on.</summary>
internal sealed class TableConstraintReader(SqlCursor sql, TableName table, bool isNewTable)
{
    public static bool Follows(SqlCursor sql) =>
        sql.SeesAny("CONSTRAINT", "CHECK", "UNIQUE", "EXCLUDE") || sql.Sees("PRIMARY", "KEY") || sql.Sees("FOREIGN", "KEY") || sql.Sees("NOT", "NULL");

    public SchemaChange Read()
    {
        var name = sql.Accept("CONSTRAINT") ? sql.Name() : null;
        var change = Constraint(name);
        var isNotValid = SkipAttributes(sql);
        if (isNewTable)
        {
            return change.Kind == ChangeKind.AddForeignKey
                ? Changes.NewTableForeignKey(table, name, change.Columns, change.Other!)
                : change with { Effects = [], IsOfNewTable = true };
        }

        return !isNotValid ? change : change.Kind switch
        {
            ChangeKind.AddForeignKey => Changes.AddForeignKey(table, name, change.Columns, change.Other!, isNotValid: true),
            ChangeKind.AddCheck => Changes.AddCheck(table, name, change.Expression, isNotValid: true),
            // NOT NULL as a constraint of its own, since PostgreSQL 18.
            ChangeKind.SetNotNull => Changes.SetNotNull(table, change.Name!, scans: false) with { IsNotValid = true },
            _ => throw new UnreadableSqlException("only CHECK, NOT NULL and foreign keys can be NOT VALID"),
        };
    }

    /// <summary>DEFERRABLE and its like; whether NOT VALID is among them.</summary>
    public static bool SkipAttributes(SqlCursor sql)
    {
        var isNotValid = false;
        while (true)
        {
            if (sql.Accept("NOT", "VALID")) isNotValid = true;
            else if (!(sql.Accept("NOT", "DEFERRABLE") || sql.Accept("DEFERRABLE") || sql.Accept("INITIALLY", "DEFERRED") || sql.Accept("INITIALLY", "IMMEDIATE")
                || sql.Accept("NO", "INHERIT") || sql.Accept("NOT", "ENFORCED") || sql.Accept("ENFORCED"))) return isNotValid;
        }
    }

    /// <summary>What may follow the referenced table.</summary>
    public static void SkipReference(SqlCursor sql)
    {
        if (sql.Sees("(")) sql.Parenthesised();
        while (true)
        {
            if (sql.Accept("MATCH")) sql.Next();
            else if (sql.Accept("ON", "DELETE") || sql.Accept("ON", "UPDATE"))
            {
                if (!sql.Accept("NO", "ACTION") && !sql.Accept("RESTRICT") && !sql.Accept("CASCADE"))
                {
                    sql.Expect("SET");
                    sql.Next();
                    if (sql.Sees("(")) sql.Parenthesised();
                }
            }
            else return;
        }
    }

    private SchemaChange Constraint(string? name)
    {
        if (sql.Accept("CHECK")) return Changes.AddCheck(table, name, sql.Parenthesised().Sql, isNotValid: false);
        if (sql.Accept("NOT", "NULL")) return Changes.SetNotNull(table, sql.Name(), scans: true);
        if (sql.Accept("FOREIGN", "KEY"))
        {
            var columns = sql.Columns();
            sql.Expect("REFERENCES");
            var parent = sql.TableName();
            SkipReference(sql);
            return Changes.AddForeignKey(table, name, columns, parent, isNotValid: false);
        }

        if (sql.Accept("EXCLUDE"))
        {
            sql.SkipTo("DEFERRABLE", "NOT", "INITIALLY", ",");
            return Changes.AddExclusion(table, name);
        }

        var isPrimary = sql.Accept("PRIMARY", "KEY");
        if (!isPrimary) sql.Expect("UNIQUE");
        var usesIndex = sql.Accept("USING", "INDEX");
        IReadOnlyList<string> keys = [];
        if (usesIndex) sql.Name();
        else
        {
            if (sql.Accept("NULLS")) sql.SkipTo("(");
            keys = sql.Columns();
            sql.SkipTo("DEFERRABLE", "NOT", "INITIALLY", ",");
        }

        return isPrimary ? Changes.AddPrimaryKey(table, name, keys, usesIndex) : Changes.AddUnique(table, name, keys, usesIndex);
    }
}
