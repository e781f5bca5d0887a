namespace TradingPlatform.MigrationEngine;

/// <summary>Which builds a contract migration leaves alive: those that know all of these migrations.</summary>
internal static class BuildRequirement
{
    /// <summary>
    /// What a build must know to be tolerated: the oldest build that the migration names, else the migration itself, because the change of
    /// the model that takes a column out of an application's statements is what the migration was written from. A squash is said by what
    /// it folds, which builds from before and after it know alike.
    /// </summary>
    public static IReadOnlyList<string> Of(MigrationGraph graph, string id)
    {
        var node = graph[id];
        if (node.OldestBuild is { } oldest && !graph.Contains(oldest))
            throw new MigrationException(
                MigrationExitCode.Damaged,
                $"Migration {id} tolerates builds from {oldest} on, which this build does not contain: correct [MigrationOldestBuild].");

        var named = node.OldestBuild ?? id;
        return graph[named].Replaces is { Count: > 0 } folded ? folded : [named];
    }

    /// <summary>Every migration that a build knows, those included that its squashes fold.</summary>
    public static IReadOnlyList<string> KnownTo(MigrationGraph graph) => [.. graph.Ids, .. graph.Migrations.SelectMany(node => node.Replaces)];
}
