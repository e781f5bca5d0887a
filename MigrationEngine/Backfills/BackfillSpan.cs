namespace TradingPlatform.MigrationEngine;

/// <summary>A range of keys, each as text column by column.</summary>
/// <param name="After">Where it begins; null: with the first row.</param>
/// <param name="UpTo">The last key that belongs to it; null: whatever comes.</param>
/// <param name="IncludesAfter">Whether <paramref name="After"/> belongs to it too.</param>
/// <param name="LeavesHeld">Whether rows that others have locked are left out.</param>
/// <param name="Turn">The only one of the <see cref="BackfillTurns"/> whose rows are meant; null: all rows.</param>
internal readonly record struct BackfillSpan(string[]? After, string[]? UpTo, bool IncludesAfter = false, bool LeavesHeld = false, int? Turn = null)
{
    /// <summary>Whether two keys are one, or both none.</summary>
    public static bool Same(string[]? one, string[]? other) => one is null || other is null ? one == other : one.SequenceEqual(other);
}
