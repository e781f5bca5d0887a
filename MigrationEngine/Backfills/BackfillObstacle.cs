namespace TradingPlatform.MigrationEngine;

/// <summary>What a backfill gives way to.</summary>
/// <param name="cause">Its kind.</param>
/// <param name="words">A part of a sentence, with the numbers.</param>
internal sealed class BackfillObstacle(BackfillCause cause, FormattableString words)
{
    public BackfillCause Cause => cause;

    public string Words { get; } = FormattableString.Invariant(words);
}
