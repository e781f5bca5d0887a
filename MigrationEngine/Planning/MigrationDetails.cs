using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;

namespace TradingPlatform.MigrationEngine;

/// <summary>Everything that a build says about one of its migrations. Read without a database.</summary>
/// <param name="Node">Its place among the others.</param>
/// <param name="Phase">When it may run.</param>
/// <param name="UpOperations">What applying it does, as EF's typed operations.</param>
/// <param name="DownOperations">What reverting it does; empty where it cannot be reverted.</param>
/// <param name="Up">The same as SQL.</param>
/// <param name="Down">The same as SQL; null where it cannot be reverted.</param>
public sealed record MigrationDetails(
    MigrationNode Node,
    MigrationPhase Phase,
    IReadOnlyList<MigrationOperation> UpOperations,
    IReadOnlyList<MigrationOperation> DownOperations,
    PlannedMigration Up,
    PlannedMigration? Down)
{
    /// <summary>Reads one migration of the context's build.</summary>
    /// <param name="graph">The build's migrations.</param>
    /// <param name="context">A context of the build; no connection is opened.</param>
    /// <param name="id">The id, as <see cref="MigrationGraph.Find"/> gives it.</param>
    public static MigrationDetails Of(MigrationGraph graph, DbContext context, string id)
    {
        var type = graph.TypeOf(id);
        var migration = context.GetService<IMigrationsAssembly>().CreateMigration(type, context.GetService<IDatabaseProvider>().Name);
        var planner = new MigrationPlanner(context, graph);
        var phase = graph[id].Phase;
        var up = planner.Plan(MigrationDirection.Up, [id]).Migrations[0];
        try
        {
            var down = migration.DownOperations;
            return new MigrationDetails(
                graph[id], phase, migration.UpOperations, down, up, planner.Plan(MigrationDirection.Down, [id]).Migrations[0]);
        }
        catch (NotSupportedException)
        {
            // How a migration says that there is no way back.
            return new MigrationDetails(graph[id], phase, migration.UpOperations, [], up, Down: null);
        }
    }
}
