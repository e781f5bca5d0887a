namespace TradingPlatform.Data.Tests;

/// <summary>A column as the live catalog has it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type without its length.</param>
/// <param name="Length">The length of a varchar; null for none.</param>
/// <param name="IsRequired">NOT NULL.</param>
/// <param name="HasDefault">It has a default, or is an identity.</param>
/// <param name="Checks">The definitions of the CHECKs that name it.</param>
internal sealed record ColumnShape(string Name, string Type, int? Length, bool IsRequired, bool HasDefault, IReadOnlyList<string> Checks);
