namespace TradingPlatform.MigrationEngine;

/// <summary>What the live catalog says of one table.</summary>
internal sealed record TableFacts
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>Whether the name alone finds it, by the search path.</summary>
    public required bool IsVisible { get; init; }

    public required bool IsPartitioned { get; init; }

    /// <summary>The planner's estimate; below 0 where the table was never analysed.</summary>
    public required double Rows { get; init; }

    /// <summary>The types of its columns, as <c>format_type</c> writes them.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>The columns that a CHECK constraint names.</summary>
    public required IReadOnlyList<string> CheckedColumns { get; init; }

    /// <summary>The tables that its foreign keys reference, itself left out.</summary>
    public required IReadOnlyList<string> References { get; init; }

    public bool Names(TableName table) => table.Name == Name && (table.Schema is null ? IsVisible : table.Schema == Schema);
}
