using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine;

/// <summary>Plans between two states that are given by name, without a database.</summary>
public static class OfflinePlanner
{
    /// <summary>What leads from one state to the other: up where the second contains the first, else down.</summary>
    /// <param name="graph">The build's migrations.</param>
    /// <param name="context">A context of the build; no connection is opened.</param>
    /// <param name="from">The last migration of the state before, or <see cref="MigrationTarget.Base"/>.</param>
    /// <param name="to">The last migration of the state afterwards, <see cref="MigrationTarget.Head"/> or <see cref="MigrationTarget.Base"/>.</param>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Usage"/>: a target that is not found, is relative, or lies on another branch;
    /// <see cref="MigrationExitCode.Refused"/>: head, and there are several.
    /// </exception>
    public static MigrationPlan Plan(MigrationGraph graph, DbContext context, MigrationTarget from, MigrationTarget to)
    {
        var before = MigrationSelection.Closure(from, graph);
        var after = MigrationSelection.Closure(to, graph);
        var planner = new MigrationPlanner(context, graph);
        if (before.IsSubsetOf(after))
            return planner.Plan(MigrationDirection.Up, [.. graph.Ids.Where(id => after.Contains(id) && !before.Contains(id))]);
        if (after.IsSubsetOf(before))
            return planner.Plan(MigrationDirection.Down, [.. graph.Ids.Reverse().Where(id => before.Contains(id) && !after.Contains(id))]);

        throw new MigrationException(
            MigrationExitCode.Usage, "The two states lie on different branches: go down to a migration that both have first, then up from there.");
    }
}
