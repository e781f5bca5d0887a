namespace TradingPlatform.Data.Tests;

/// <summary>A foreign key.</summary>
/// <param name="Name">The constraint.</param>
/// <param name="Columns">The columns that refer.</param>
/// <param name="Table">The table that is referred to, quoted.</param>
/// <param name="Targets">Its columns.</param>
internal sealed record ReferenceShape(string Name, IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> Targets);
