using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Tests.Running;

public sealed class PlanningTests
{
    [Theory]
    [InlineData("base", "head")]
    [InlineData("head", "base")]
    public void Plan_WithoutTheModelOfTheEntities_IsTheSame(string from, string to)
    {
        using var full = VerbContext.CreateOfflineContext();
        using var lean = new TradingDbContext(VerbContext.WithoutModel(VerbContext.OfflineOptions));
        Assert.Empty(lean.Model.GetEntityTypes());
        Assert.NotEmpty(full.Model.GetEntityTypes());

        Assert.Equal(Statements(full, from, to), Statements(lean, from, to));
    }

    private static List<string> Statements(TradingDbContext context, string from, string to)
    {
        var plan = OfflinePlanner.Plan(MigrationGraph.Of(context), context, MigrationTarget.Parse(from), MigrationTarget.Parse(to));
        return [.. plan.Migrations.SelectMany(migration => migration.Steps).SelectMany(step => step.Statements)];
    }
}
