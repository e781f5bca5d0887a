using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;

namespace TradingPlatform.MigrationEngine;

/// <summary>The models of migrations (<c>BuildTargetModel</c>): large, slow to build, and needed by few operations.</summary>
public static class DesignerModels
{
    /// <summary>Whether the SQL of one of the operations depends on the model of its migration.</summary>
    public static bool AreNeededBy(IEnumerable<MigrationOperation> operations) => operations.Any(ModelDependence.Of);

    /// <summary>The migrations of a build with an operation that needs a model, whose class has none. Their SQL may not be what was meant.</summary>
    /// <param name="graph">The build's migrations.</param>
    /// <param name="context">A context of the build; no connection is opened.</param>
    public static IReadOnlyList<string> MissingIn(MigrationGraph graph, DbContext context)
    {
        var assembly = context.GetService<IMigrationsAssembly>();
        var provider = context.GetService<IDatabaseProvider>().Name;
        return [.. graph.Ids.Where(IsMissing)];

        bool IsMissing(string id)
        {
            var migration = Create(id);
            return (!HasModel(migration) && AreNeededBy(migration.UpOperations))
                || (graph[id].Parents is [var parent, ..] && !HasModel(Create(parent)) && AreNeededBy(migration.DownOperations));
        }

        Migration Create(string id) => assembly.CreateMigration(graph.TypeOf(id), provider);
    }

    private static bool HasModel(Migration migration) => migration.TargetModel.GetEntityTypes().Any();
}
