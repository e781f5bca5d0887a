using Microsoft.EntityFrameworkCore;
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
    public void The_SQL_does_not_depend_on_a_model()
    {
        using var context = TradingSchema.Offline();
        var whole = context.GetService<IDesignTimeModel>().Model;
        var none = WithoutEntities(context);
        var assembly = context.GetService<IMigrationsAssembly>();
        var generator = context.GetService<IMigrationsSqlGenerator>();

        Assert.All(TradingSchema.MigrationIds(), id =>
        {
            var migration = assembly.CreateMigration(assembly.Migrations[id], context.Database.ProviderName!);
            Assert.Equal(Sql(migration.UpOperations, whole), Sql(migration.UpOperations, none));
            Assert.Equal(Sql(migration.DownOperations, whole), Sql(migration.DownOperations, none));
        });

        string[] Sql(IReadOnlyList<MigrationOperation> operations, IModel model) =>
            [.. generator.Generate(operations, model).Select(command => command.CommandText)];
    }

    // With a version, as the engine has it: generators take a model without one for one of EF Core 1.
    private static IModel WithoutEntities(TradingDbContext context)
    {
        var builder = new ModelBuilder();
        builder.HasAnnotation("ProductVersion", ProductInfo.GetVersion());
        return context.GetService<IModelRuntimeInitializer>().Initialize((IModel)builder.Model);
    }
}
