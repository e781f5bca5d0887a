namespace TradingPlatform.MigrationEngine;

/// <summary>A column's definition: its name, its type, and the constraints that stand with it.</summary>
internal sealed class ColumnReader(SqlCursor sql, TableName table, bool isNewTable)
{
    private static readonly string[] AfterType =
    [
        "COLLATE", "NOT", "NULL", "DEFAULT", "CONSTRAINT", "CHECK", "UNIQUE", "PRIMARY", "REFERENCES", "GENERATED", "STORAGE", "COMPRESSION", ",",
    ];

    private static readonly string[] AfterExpression =
        ["NOT", "NULL", "CONSTRAINT", "CHECK", "UNIQUE", "PRIMARY", "REFERENCES", "GENERATED", "COLLATE", "STORAGE", "COMPRESSION", ","];

    private readonly List<SchemaChange> _constraints = [];
    private ColumnFacts _column = null!;

    public IEnumerable<SchemaChange> Read()
    {
        var name = sql.Name();
        var type = sql.SkipTo(AfterType).Sql;
        if (!PostgresType.Of(type).IsOneName) throw new UnreadableSqlException($"'{type}' is not understood as a type");
        _column = new ColumnFacts { Name = name, Type = type };
        while (!sql.AtEnd && !sql.Sees(",")) Constraint();

        var added = Changes.AddColumn(table, _column);
        return [isNewTable ? added with { Effects = [], IsOfNewTable = true } : added, .. _constraints.Select(Checked)];
    }

    /// <summary>A new column's foreign key is not checked: it holds NULL, or PostgreSQL checks the default, wherever that stands, with the rows.</summary>
    private SchemaChange Checked(SchemaChange constraint) => constraint.Kind != ChangeKind.AddForeignKey || isNewTable
        ? constraint
        : constraint with { Effects = [.. constraint.Effects.Select(effect => effect with { Scans = _column.Default is null ? false : null })] };

    private void Constraint()
    {
        var name = sql.Accept("CONSTRAINT") ? sql.Name() : null;
        if (sql.Accept("NOT", "NULL")) _column = _column with { IsNullable = false };
        else if (sql.Accept("NULL")) _column = _column with { IsNullable = true };
        else if (sql.Accept("DEFAULT")) Default();
        else if (sql.Accept("COLLATE")) sql.TableName();
        else if (sql.Accept("STORAGE") || sql.Accept("COMPRESSION")) sql.Name();
        else if (sql.Accept("GENERATED")) Generated();
        else if (sql.Accept("CHECK")) Add(Changes.AddCheck(table, name, sql.Parenthesised().Sql, isNotValid: false));
        else if (sql.Accept("UNIQUE")) Add(Changes.AddUnique(table, name, [_column.Name], usesIndex: false));
        else if (sql.Accept("PRIMARY", "KEY"))
        {
            _column = _column with { IsNullable = false };
            Add(Changes.AddPrimaryKey(table, name, [_column.Name], usesIndex: false));
        }
        else if (sql.Accept("REFERENCES")) References(name);
        else throw sql.Unreadable();

        TableConstraintReader.SkipAttributes(sql);
    }

    private void Default()
    {
        // At least one token: DEFAULT NULL is an expression too.
        var start = sql.Position;
        sql.Skip();
        while (!sql.AtEnd && !sql.SeesAny(AfterExpression)) sql.Skip();
        var expression = sql.Tokens.Slice(start, sql.Position).Sql;
        _column = _column with { Default = expression.Equals("NULL", StringComparison.OrdinalIgnoreCase) ? null : expression };
    }

    private void Generated()
    {
        if (!sql.Accept("BY", "DEFAULT")) sql.Expect("ALWAYS");
        sql.Expect("AS");
        if (sql.Accept("IDENTITY"))
        {
            if (sql.Sees("(")) sql.Parenthesised();
            _column = _column with { IsIdentity = true, IsNullable = false };
            return;
        }

        sql.Parenthesised();
        // Without a word it is virtual, since PostgreSQL 18, which is the first that does not insist on one.
        _column = _column with { IsGenerated = true, IsStored = sql.Accept("STORED") };
        sql.Accept("VIRTUAL");
    }

    private void References(string? name)
    {
        var parent = sql.TableName();
        TableConstraintReader.SkipReference(sql);
        Add(Changes.NewTableForeignKey(table, name, [_column.Name], parent));
    }

    private void Add(SchemaChange change) => _constraints.Add(change with
    {
        IsInline = true,
        IsOfNewTable = isNewTable,
        Effects = isNewTable && change.Kind != ChangeKind.AddForeignKey
            ? []
            : change.Kind == ChangeKind.AddForeignKey && !isNewTable
                ? [.. change.Effects.Prepend(new TableEffect(table, TableLock.ShareRowExclusive))]
                : change.Effects,
    });
}
