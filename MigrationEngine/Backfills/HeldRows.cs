namespace TradingPlatform.MigrationEngine;

/// <summary>A batch that left out the rows that others held: they are done one by one, before the walk goes on.</summary>
/// <param name="Range">The range.</param>
/// <param name="After">How far it was walked before the next of them.</param>
/// <param name="UpTo">Where the batch ends; null: with the range.</param>
/// <param name="Walked">The rows of the batch.</param>
internal sealed record HeldRows(int Range, string[]? After, string[]? UpTo, long Walked)
{
    /// <summary>Whether the range is still as it was left: somebody else may have had it meanwhile.</summary>
    public bool IsOf(BackfillClaim claim) =>
        claim.Id == Range && BackfillSpan.Same(After, claim.Span.After);
}
