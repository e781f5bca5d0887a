using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data.Tests.Migrations;

/// <summary>The engine plans without the models that EF writes into Designer files, where no operation needs them.</summary>
public sealed class DesignerModelTests
{
    [Fact]
    public void Every_migration_has_the_model_that_its_operations_need()
    {
        using var context = TradingSchema.Offline();

        Assert.Empty(DesignerModels.MissingIn(MigrationGraph.Of(context), context));
    }

    [Fact]
    public void The_planned_SQL_does_not_depend_on_a_model()
    {
        using var context = TradingSchema.Offline();
        var model = context.GetService<IDesignTimeModel>().Model;
        var assembly = context.GetService<IMigrationsAssembly>();
        var generator = context.GetService<IMigrationsSqlGenerator>();
        var graph = MigrationGraph.Of(context);
        var up = OfflinePlanner.Plan(graph, context, MigrationTarget.Base, MigrationTarget.Head);
        var down = OfflinePlanner.Plan(graph, context, MigrationTarget.Head, MigrationTarget.Base);

        Assert.NotEmpty(up.Migrations);
        Assert.All(up.Migrations, planned => Assert.Equal(WithModel(Create(planned).UpOperations), Planned(planned)));
        Assert.All(down.Migrations, planned => Assert.Equal(WithModel(Create(planned).DownOperations), Planned(planned)));

        Migration Create(PlannedMigration planned) =>
            assembly.CreateMigration(assembly.Migrations[planned.Id], context.Database.ProviderName!);

        string[] WithModel(IReadOnlyList<MigrationOperation> operations) =>
            [.. generator.Generate(operations, model).Select(command => command.CommandText)];
    }

    private static string[] Planned(PlannedMigration migration) => [.. migration.Steps.SelectMany(step => step.Statements)];
}
