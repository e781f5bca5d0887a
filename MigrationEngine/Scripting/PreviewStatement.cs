namespace TradingPlatform.MigrationEngine;

/// <summary>One statement as a run would send it.</summary>
/// <param name="Sql">The text. <c>:entry</c> stands for the number that the journal row gets.</param>
/// <param name="Parameters">The values of $1, $2 and so on; null where it has none or only the run itself knows them.</param>
public sealed record PreviewStatement(string Sql, IReadOnlyList<string>? Parameters = null);
