namespace TradingPlatform.MigrationEngine;

/// <summary>
/// What tables and columns are called in the catalog while migrations that are not applied yet give them other names. A rename of what
/// the catalog does not know by its old name is applied already, and counts for nothing.
/// </summary>
/// <param name="facts">The catalog; null where none is looked at, and every name is its own.</param>
internal sealed class LintNames(LintFacts? facts)
{
    /// <summary>No column is called that.</summary>
    private const string Nothing = "";

    private readonly Dictionary<(string Schema, string Name), TableName?> _tables = [];
    private readonly Dictionary<((string Schema, string Name) Table, string Column), string> _columns = [];

    private LintNames(LintFacts? facts, LintNames other)
        : this(facts)
    {
        _tables = new(other._tables);
        _columns = new(other._columns);
    }

    /// <summary>As they are now, to go on from.</summary>
    public LintNames Copy() => new(facts, this);

    /// <summary>The table's name in the catalog; null where that is another table's, which has got another name since.</summary>
    public TableName? InCatalog(TableName table) => _tables.GetValueOrDefault(Key(table), table);

    /// <summary>A column's name in the catalog; one that no column has where it is another column's, which has got another name since.</summary>
    /// <param name="table">The table, by its name now.</param>
    /// <param name="column">The column, by its name now.</param>
    public string InCatalog(TableName table, string column) => InCatalog(table) is { } inCatalog ? _columns.GetValueOrDefault((Key(inCatalog), column), column) : column;

    /// <summary>Follows a change of names; others are none of its business.</summary>
    public void Follow(SchemaChange change)
    {
        if (facts is null || change is not { Table: { } table, NewName: { } name } || InCatalog(table) is not { } before || facts.Of(before) is not { } known) return;

        if (change.Kind == ChangeKind.RenameColumn && change.Name is { } old)
        {
            var column = InCatalog(table, old);
            if (!known.Columns.ContainsKey(column)) return;

            _columns[(Key(before), old)] = Nothing;
            _columns[(Key(before), name)] = column;
        }

        if (change.Kind is not (ChangeKind.RenameTable or ChangeKind.SetSchema)) return;

        var after = change.Kind == ChangeKind.RenameTable ? table with { Name = name } : table with { Schema = name };
        _tables[Key(table)] = null;
        _tables[Key(after)] = before;
    }

    /// <summary>EF's operations leave public out where it is the default.</summary>
    public static (string Schema, string Name) Key(TableName table) => (table.Schema ?? "public", table.Name);
}
