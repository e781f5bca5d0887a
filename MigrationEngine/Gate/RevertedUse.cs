using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// That living instances were built with expand migrations that a run would revert: they use what those added. A contract migration hurts nobody when
/// it goes back: it gives back what it took away, and the builds that contain it do without.
/// </summary>
/// <param name="Migrations">Those migrations, in the order of the revert.</param>
/// <param name="Instances">The instances, ordered by application and start.</param>
public sealed record RevertedUse(IReadOnlyList<string> Migrations, IReadOnlyList<ApplicationInstance> Instances)
{
    /// <summary>Who uses what, as one sentence.</summary>
    public string Sentence => $"{string.Join("; ", Instances)} {(Instances.Count == 1 ? "uses" : "use")} what {string.Join(" and ", Migrations)} added.";

    /// <summary>The refusal, with what to do.</summary>
    internal MigrationException Refusal => new(
        MigrationExitCode.Refused,
        $"{Sentence} Stop {(Instances.Count == 1 ? "it" : "them")} or deploy an older build first; with --ignore-instances `down` reverts all the same.");

    /// <summary>Null where nobody uses what these migrations added.</summary>
    internal static async Task<RevertedUse?> FindAsync(
        NpgsqlConnection connection, SchemaDefinition definition, IEnumerable<string> reverted, CancellationToken cancellationToken)
    {
        string[] added = [.. reverted.Where(id => definition.Graph[id].Phase == MigrationPhase.Expand)];
        return added.Length == 0 ? null : In(await GateTables.TryReadAliveAsync(connection, definition.History, cancellationToken), definition, added);
    }

    /// <summary>Null where none of these instances uses what these expand migrations added.</summary>
    internal static RevertedUse? In(IReadOnlyList<ApplicationInstance> alive, SchemaDefinition definition, IReadOnlyList<string> added)
    {
        string[] used = [.. added.Where(id => alive.Any(instance => Knows(instance, definition.Graph[id])))];
        return used.Length == 0 ? null : new RevertedUse(used, [.. alive.Where(instance => used.Any(id => Knows(instance, definition.Graph[id])))]);
    }

    /// <summary>A build from before a squash knows what the squash folds.</summary>
    private static bool Knows(ApplicationInstance instance, MigrationNode node) =>
        instance.Migrations.Contains(node.Id) || node.Replaces.Any(instance.Migrations.Contains);
}
