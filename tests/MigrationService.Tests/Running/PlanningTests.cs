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
        using var lean = VerbContext.CreatePlanningContext();
        Assert.Empty(lean.Model.GetEntityTypes());
        Assert.NotEmpty(full.Model.GetEntityTypes());

        Assert.Equal(Statements(full, from, to), Statements(lean, from, to));
    }

    [Fact]
    public void Script_WithoutTheModelOfTheEntities_IsTheSame()
    {
        using var full = VerbContext.CreateOfflineContext();
        using var lean = VerbContext.CreatePlanningContext();

        Assert.Equal(Script(full), Script(lean));

        static string Script(TradingDbContext context) => MigrationScript.Write(
            context,
            MigrationTarget.Base,
            MigrationTarget.Head,
            new MigrationScriptOptions { ApplicationName = "test", ApplicationVersion = "1", IsIdempotent = true, Backfills = TradingBackfills.All });
    }

    [Fact]
    public void Lint_WithoutTheModelOfTheEntities_FindsTheSame()
    {
        using var full = VerbContext.CreateOfflineContext();
        using var lean = VerbContext.CreatePlanningContext();

        var findings = Findings(full);

        Assert.NotEmpty(findings);
        Assert.Equal(findings, Findings(lean));

        static List<string> Findings(TradingDbContext context)
        {
            var graph = MigrationGraph.Of(context);
            var report = new MigrationLint(graph, context).Check(graph.Ids, MigrationDirection.Up, MigrationDirection.Down);
            return [.. report.Findings.Select(finding => finding.ToString())];
        }
    }

    private static List<string> Statements(TradingDbContext context, string from, string to)
    {
        var plan = OfflinePlanner.Plan(MigrationGraph.Of(context), context, MigrationTarget.Parse(from), MigrationTarget.Parse(to));
        return [.. plan.Migrations.SelectMany(migration => migration.Steps).SelectMany(step => step.Statements)];
    }
}
