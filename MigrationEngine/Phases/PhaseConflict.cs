namespace TradingPlatform.MigrationEngine;

/// <summary>Whether one migration may be applied before another that was written to come before it.</summary>
internal static class PhaseConflict
{
    /// <summary>What both touch, as a sentence says it; null where nothing is.</summary>
    public static string? Find(IReadOnlyList<TouchedObject> earlier, IReadOnlyList<TouchedObject> later)
    {
        var shared = earlier.SelectMany(one => later.Select(one.SharedWith)).OfType<TouchedObject>().Distinct().ToList();
        return shared.Count == 0 ? null : shared.Contains(TouchedObject.Everything) ? TouchedObject.Everything.ToString() : string.Join(" and ", shared.Take(3));
    }
}
