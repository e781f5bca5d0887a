namespace TradingPlatform.MigrationEngine;

/// <summary>How a schema differs from what it should be in one object.</summary>
public enum SchemaDifferenceKind
{
    /// <summary>The object should be there.</summary>
    Missing,

    /// <summary>The object should not be there.</summary>
    Extra,

    /// <summary>The object is there, in another shape or under another name.</summary>
    Different,
}
