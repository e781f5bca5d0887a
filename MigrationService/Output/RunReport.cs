using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What a run did, on standard output.</summary>
internal static class RunReport
{
    public static void Write(MigrationRunResult result)
    {
        var done = result.Direction == MigrationDirection.Up ? "Applied" : "Reverted";
        Console.Out.WriteLine(result.Migrations.Count == 0
            ? $"Nothing to {(result.Direction == MigrationDirection.Up ? "apply" : "revert")}: the schema is where this asks it to be."
            : $"{done} {Counted.Of(result.Migrations.Count, "migration")} in {Counted.Duration(result.Duration)}.");
    }

    /// <summary>The same for programs.</summary>
    public static void WriteDocument(MigrationRunResult result, MigrationPlan plan, IReadOnlyList<FoundLoss> losses) => JsonOutput.Write(new
    {
        verdict = MigrationExitCode.Success,
        exitCode = (int)MigrationExitCode.Success,
        result.Direction,
        result.RunId,
        migrations = plan.Migrations.Select(migration => new
        {
            migration.Id,
            steps = migration.Steps.Count,
            nonTransactionalSteps = migration.Steps.Count(step => !step.IsTransactional),
            losses = losses.Where(loss => loss.MigrationId == migration.Id).Select(loss => new
            {
                loss.What.Kind,
                loss.What.Schema,
                loss.What.Table,
                loss.What.Column,
                loss.Rows,
                loss.Description,
            }),
        }),
        result.Duration,
    });
}
