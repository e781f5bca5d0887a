namespace TradingPlatform.MigrationEngine;

/// <summary>The backfills that must have finished before a contract migration may run. An expand migration needs none.</summary>
/// <param name="names">Their names: <see cref="Backfill.Name"/>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MigrationBackfillsAttribute(params string[] names) : Attribute
{
    /// <summary>The names of the backfills.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
