using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Finds changes of the model that no migration contains.</summary>
internal static class ModelCheck
{
    public static IEnumerable<CheckFinding> Find(DbContext context, Func<MigrationOperation, string> describe)
    {
        var initializer = context.GetService<IModelRuntimeInitializer>();
        var snapshot = context.GetService<IMigrationsAssembly>().ModelSnapshot?.Model;
        if (snapshot is IMutableModel mutable) snapshot = mutable.FinalizeModel();
        if (snapshot is not null) snapshot = initializer.Initialize(snapshot);

        var model = context.GetService<IDesignTimeModel>().Model;
        return context.GetService<IMigrationsModelDiffer>()
            .GetDifferences(snapshot?.GetRelationalModel(), model.GetRelationalModel())
            .Select(operation => new CheckFinding(
                CheckPart.Model,
                operation is ITableMigrationOperation table ? string.Join('.', new[] { table.Schema, table.Table }.OfType<string>()) : operation.GetType().Name,
                $"The model has changed since the last migration: {describe(operation)}.",
                "Write the migration with `new`, or take the change of the model back."));
    }
}
