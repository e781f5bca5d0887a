using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The plans of a session's migrations: read where they are written down, else made with EF Core. A migration's SQL is the same each time
/// that it is asked for, so that a plan that was shown is not made again to be run.
/// </summary>
/// <param name="graph">The build's migrations.</param>
/// <param name="written">What was written down when the program was published; null for nothing.</param>
/// <param name="createContext">Makes a context to plan with.</param>
/// <param name="preparing">Sets up EF Core meanwhile, where that was begun.</param>
internal sealed class PlanSource(MigrationGraph graph, WrittenPlans? written, Func<DbContext> createContext, Task preparing)
{
    private readonly Dictionary<string, PlannedMigration> _up = [];
    private readonly Dictionary<string, PlannedMigration> _down = [];

    public async Task<IReadOnlyList<PlannedMigration>> PlanAsync(MigrationDirection direction, IReadOnlyList<string> ids)
    {
        var known = direction == MigrationDirection.Up ? _up : _down;
        foreach (var id in ids)
        {
            if (!known.ContainsKey(id) && written?.Find(direction, id) is { } plan) known.Add(id, plan);
        }

        string[] missing = [.. ids.Where(id => !known.ContainsKey(id))];
        if (missing.Length > 0)
        {
            // What it failed with, planning fails with, and says so.
            await preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await using var context = createContext();
            foreach (var migration in new MigrationPlanner(context, graph).Plan(direction, missing).Migrations) known.Add(migration.Id, migration);
        }

        return [.. ids.Select(id => known[id])];
    }
}
