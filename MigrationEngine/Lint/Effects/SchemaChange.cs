namespace TradingPlatform.MigrationEngine;

/// <summary>
/// One change of the schema or of rows, whether a typed operation or a piece of SQL asks for it: what the lint's rules look at.
/// <see cref="Changes"/> knows what each does to tables.
/// </summary>
/// <param name="Kind">What it does.</param>
/// <param name="Table">The table that it concerns; for an index that is named without its table, the index; null where it concerns none.</param>
/// <param name="Effects">What it does to tables that exist.</param>
internal sealed record SchemaChange(ChangeKind Kind, TableName? Table, params IReadOnlyList<TableEffect> Effects)
{
    /// <summary>The column, constraint, index, trigger, type or label; null for one that has no name.</summary>
    public string? Name { get; init; }

    /// <summary>The name afterwards, or the schema.</summary>
    public string? NewName { get; init; }

    /// <summary>The columns of a key, constraint or index, in order.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The column, of <see cref="ChangeKind.AddColumn"/> and the alterations of one.</summary>
    public ColumnFacts? Column { get; init; }

    /// <summary>The referenced table, or the partition.</summary>
    public TableName? Other { get; init; }

    /// <summary>The expression of a CHECK constraint.</summary>
    public string? Expression { get; init; }

    /// <summary>CONCURRENTLY.</summary>
    public bool IsConcurrent { get; init; }

    /// <summary>NOT VALID.</summary>
    public bool IsNotValid { get; init; }

    /// <summary>USING INDEX.</summary>
    public bool UsesIndex { get; init; }

    /// <summary>A unique index.</summary>
    public bool IsUnique { get; init; }

    /// <summary>An index, or a change of rows, that has a WHERE.</summary>
    public bool HasFilter { get; init; }

    /// <summary>ON ONLY: the partitions are left out.</summary>
    public bool IsOnly { get; init; }

    /// <summary>It belongs to the definition of a table that the same statement creates.</summary>
    public bool IsOfNewTable { get; init; }

    /// <summary>It stands inside of a column's definition.</summary>
    public bool IsInline { get; init; }
}
