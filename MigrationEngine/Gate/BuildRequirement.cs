namespace TradingPlatform.MigrationEngine;

/// <summary>Which builds a contract migration leaves alive: those that know all of these migrations.</summary>
internal static class BuildRequirement
{
    /// <summary>
    /// What a build must know to be tolerated: the oldest build that the migration names, else its parents. A squash is said by what it
    /// folds, which builds from before and after it know alike.
    /// </summary>
    public static IReadOnlyList<string> Of(MigrationGraph graph, string id)
    {
        var node = graph[id];
        if (node.OldestBuild is { } oldest && !graph.Contains(oldest))
            throw new MigrationException(
                MigrationExitCode.Damaged,
                $"Migration {id} tolerates builds from {oldest} on, which this build does not contain: correct [MigrationOldestBuild].");

        IReadOnlyList<string> named = node.OldestBuild is { } build ? [build] : node.Parents;
        return [.. named.SelectMany(other => graph[other].Replaces is { Count: > 0 } folded ? folded : [other]).Distinct()];
    }

    /// <summary>Every migration that a build knows, those included that its squashes fold.</summary>
    public static IReadOnlyList<string> KnownTo(MigrationGraph graph) => [.. graph.Ids, .. graph.Migrations.SelectMany(node => node.Replaces)];
}
