namespace TradingPlatform.MigrationEngine;

/// <summary>One change, and where it is asked for.</summary>
/// <param name="Statement">Where.</param>
/// <param name="Change">The change.</param>
/// <param name="IsNew">Whether its table is made by the same migration, so that nobody waits for it and it has no rows worth mentioning.</param>
internal sealed record LintItem(LintStatement Statement, SchemaChange Change, bool IsNew)
{
    public TableName? Table => Change.Table;

    /// <summary>The name of <see cref="Table"/> in the catalog: this migration, or one before it that is not applied yet, may have moved it.</summary>
    public TableName? InCatalog { get; init; } = Change.Table;

    /// <summary>The same of the column, index or constraint of the change.</summary>
    public string? NameInCatalog { get; init; } = Change.Name;

    /// <summary>The same of the other table of the change.</summary>
    public TableName? OtherInCatalog { get; init; } = Change.Other;

    public LintMatch Says(string message, LintSeverity? severity = null) => new(Statement, Table, message, severity);
}
