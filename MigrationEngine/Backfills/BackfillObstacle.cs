namespace TradingPlatform.MigrationEngine;

/// <summary>What a backfill gives way to.</summary>
/// <param name="cause">A word for metrics.</param>
/// <param name="words">A part of a sentence, for people.</param>
internal sealed class BackfillObstacle(string cause, FormattableString words)
{
    public string Cause => cause;

    public string Words { get; } = FormattableString.Invariant(words);
}
