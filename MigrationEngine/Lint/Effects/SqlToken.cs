namespace TradingPlatform.MigrationEngine;

/// <summary>A piece of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A word in upper case, a quoted name without its quotes, a string's content, else the text.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends in the text.</param>
internal sealed record SqlToken(SqlTokenKind Kind, string Value, int Start, int End)
{
    public bool Is(string word) => Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && Value == word;

    /// <summary>A name as the catalog has it: what is not quoted is in lower case.</summary>
    public string AsName => Kind == SqlTokenKind.Word ? Value.ToLowerInvariant() : Value;
}
