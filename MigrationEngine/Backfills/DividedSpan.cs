namespace TradingPlatform.MigrationEngine;

/// <summary>A range of which some turns are committed and the others not yet: <see cref="BackfillTurns"/>.</summary>
/// <param name="Range">The range of which it is a part.</param>
/// <param name="After">Where it begins; null: with the first row.</param>
/// <param name="UpTo">Where it ends; null: with the range.</param>
/// <param name="Walked">Its rows.</param>
/// <param name="Turn">The next turn.</param>
/// <param name="Changed">The rows that were changed before it.</param>
internal sealed record DividedSpan(int Range, string[]? After, string[]? UpTo, long Walked, int Turn, long Changed)
{
    /// <summary>Whether the range is still as it was left: somebody else may have had it meanwhile.</summary>
    public bool IsOf(BackfillClaim claim) => claim.Id == Range && BackfillSpan.Same(After, claim.Span.After);
}
