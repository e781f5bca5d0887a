namespace TradingPlatform.MigrationEngine;

/// <summary>What a piece of SQL is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword or a name without quotes; its value is in upper case.</summary>
    Word,

    /// <summary>A name in quotes.</summary>
    QuotedName,

    /// <summary>A string, with whichever quotes.</summary>
    String,

    Number,

    /// <summary>A character of its own.</summary>
    Symbol,
}
