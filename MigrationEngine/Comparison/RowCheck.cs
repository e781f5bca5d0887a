namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Rows that a database may hold when it is adopted at a migration and that later migrations or the applications cannot carry, although the
/// schema lets them be. They are looked for before anything is written.
/// </summary>
/// <param name="Migration">The id of the migration at which a database is adopted.</param>
/// <param name="Schema">The table's schema at that migration.</param>
/// <param name="Table">The table.</param>
/// <param name="Key">An SQL expression over its columns by which people find the row, such as its key.</param>
/// <param name="Condition">The SQL condition that is true for such rows.</param>
/// <param name="Reason">What is wrong with them, as the end of a sentence: <c>limit_price is not a number</c>.</param>
public sealed record RowCheck(string Migration, string Schema, string Table, string Key, string Condition, string Reason)
{
    /// <summary>The columns by which a table is recognised that a database need not have: it is passed over where one is missing. Default: none.</summary>
    public IReadOnlyList<string> RecognisedBy { get; init; } = [];

    /// <summary>Another table of the schema that the condition asks, with what it is recognised by: without it the check is passed over. Default: none.</summary>
    public (string Table, IReadOnlyList<string> RecognisedBy)? Beside { get; init; }
}
