namespace TradingPlatform.MigrationEngine;

/// <summary>What a stamp or an adoption would write, and what the comparison before it found.</summary>
/// <param name="Source">Which of the two.</param>
/// <param name="Reason">Where the answer comes from, in one sentence.</param>
/// <param name="Ids">The last migrations that would count as applied: one, or one a branch; none for none.</param>
/// <param name="Added">The rows to write, in order.</param>
/// <param name="Removed">The rows to delete, newest first.</param>
/// <param name="Explained">Rows that are there and that the journal would explain from now on.</param>
/// <param name="Comparison">What the live schema is against what those migrations build; null where there is nothing to do.</param>
/// <param name="OldTable">The history table of the tool before; it is left as it is. Null for none.</param>
public sealed record StampProposal(
    JournalSource Source,
    string Reason,
    IReadOnlyList<string> Ids,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Removed,
    IReadOnlyList<string> Explained,
    SchemaComparison? Comparison,
    string? OldTable = null)
{
    /// <summary>Rows that stand in the way of an adoption, found by <see cref="MigrationEngineOptions.RowChecks"/>; at most 100 of each check.</summary>
    public IReadOnlyList<UnfitRow> UnfitRows { get; init; } = [];

    /// <summary>Whether the history and the journal already say so.</summary>
    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0 && Explained.Count == 0;
}
