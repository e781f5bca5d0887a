namespace TradingPlatform.MigrationEngine;

/// <summary>One property in which an object differs.</summary>
/// <param name="Part">Which property, in words; <c>name</c> for an object that was renamed.</param>
/// <param name="Expected">What it should be; null for none.</param>
/// <param name="Found">What it is; null for none.</param>
public sealed record SchemaPartDifference(string Part, string? Expected, string? Found)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Part} is {Text(Found)}, should be {Text(Expected)}";

    private static string Text(string? value) => value is null ? "none" : Sql.Excerpt(value);
}
