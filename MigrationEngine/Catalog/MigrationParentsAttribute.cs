namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Which migrations must be applied before this one: one for an ordinary migration, several for one that merges branches, none for the
/// first of its line. A migration without the attribute comes after the one with the next smaller id.
/// </summary>
/// <param name="ids">Their ids, in full.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MigrationParentsAttribute(params string[] ids) : Attribute
{
    /// <summary>The ids of the parents; empty for the first migration of its line.</summary>
    public IReadOnlyList<string> Ids { get; } = ids;
}
