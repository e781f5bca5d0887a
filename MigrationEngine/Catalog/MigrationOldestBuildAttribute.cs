namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The oldest application build that a contract migration tolerates, by the newest migration that such a build was made with. Without the
/// attribute it is the build that the migration came with: one whose model still has a column reads it, whatever else it does. With it,
/// builds from before that do not use what goes are tolerated too. They do not wait for the migration's backfills, because they do not know it:
/// they read both columns. A build that contains the migration waits for them all the same.
/// </summary>
/// <param name="id">The id of that migration, in full.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MigrationOldestBuildAttribute(string id) : Attribute
{
    /// <summary>The id of the migration that every living build must contain.</summary>
    public string Id { get; } = id;
}
