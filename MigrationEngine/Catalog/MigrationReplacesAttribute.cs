namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Marks a squash: a migration that does at once what these did one after the other, and that a database counts as applied when it has
/// all of them. They are no longer in the build.
/// </summary>
/// <param name="ids">Their ids, in full, oldest first.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MigrationReplacesAttribute(params string[] ids) : Attribute
{
    /// <summary>The ids of the replaced migrations, oldest first.</summary>
    public IReadOnlyList<string> Ids { get; } = ids;
}
