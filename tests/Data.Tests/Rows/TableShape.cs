namespace TradingPlatform.Data.Tests;

/// <summary>A table as the live catalog has it.</summary>
/// <param name="Name">With its schema, quoted.</param>
/// <param name="Columns">In their order, generated ones left out.</param>
/// <param name="PrimaryKey">Its columns; empty where there is none.</param>
/// <param name="Constraints">CHECKs, keys and unique indexes: by their names the columns that they are about.</param>
/// <param name="References">The foreign keys.</param>
internal sealed record TableShape(
    string Name,
    IReadOnlyList<ColumnShape> Columns,
    IReadOnlyList<string> PrimaryKey,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Constraints,
    IReadOnlyList<ReferenceShape> References);
