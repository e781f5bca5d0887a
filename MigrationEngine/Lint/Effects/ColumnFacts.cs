namespace TradingPlatform.MigrationEngine;

/// <summary>What is said of a column.</summary>
internal sealed record ColumnFacts
{
    public required string Name { get; init; }

    /// <summary>Its type; null where it is not said.</summary>
    public string? Type { get; init; }

    /// <summary>Its type before; null where it is not known.</summary>
    public string? OldType { get; init; }

    public bool IsNullable { get; init; } = true;

    /// <summary>The default's expression; null for none.</summary>
    public string? Default { get; init; }

    public bool IsIdentity { get; init; }

    public bool IsGenerated { get; init; }

    /// <summary>Whether a generated column is stored.</summary>
    public bool IsStored { get; init; }

    /// <summary>The expression of ALTER COLUMN TYPE … USING.</summary>
    public string? Using { get; init; }
}
