using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data.Tests;

public sealed class MigrationLintTests
{
    [Fact]
    public void EveryMigration_IsSafeOrExemptWithAReason_InBothDirections()
    {
        using var context = TradingSchema.Offline();
        var graph = MigrationGraph.Of(context);

        var report = new MigrationLint(graph, context).Check(graph.Ids, MigrationDirection.Up, MigrationDirection.Down);

        Assert.Empty(report.Standing(LintSeverity.Warning).Select(finding => $"{finding.MigrationId} {finding.Direction} {finding.Rule}: {finding.Message}"));
        Assert.Empty(report.UnusedExemptions);
    }
}
