namespace TradingPlatform.MigrationEngine;

/// <summary>One property of a <see cref="SchemaObject"/>, such as the type of a column.</summary>
/// <param name="Name">Which property, in words.</param>
/// <param name="Value">Its value as PostgreSQL writes it, with what has no meaning (the order of an IN list, indentation) made uniform.</param>
public sealed record SchemaPart(string Name, string Value)
{
    internal const string ColumnOrder = "column order";
    internal const string Definition = "definition";
    internal const string Version = "version";

    /// <summary>Whether a difference in it is worth knowing and no fault: nothing that is written with column names depends on it.</summary>
    public bool IsAdvice => Name is ColumnOrder or Version;
}
