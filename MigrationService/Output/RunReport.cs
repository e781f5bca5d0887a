using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What a run did, on standard output.</summary>
internal static class RunReport
{
    public static void Write(MigrationRunResult result, bool isCompletion = false)
    {
        var done = result.Direction == MigrationDirection.Up ? "Applied" : "Reverted";
        Console.Out.WriteLine(result.Migrations.Count > 0 ? $"{done} {Counted.Of(result.Migrations.Count, "migration")} in {Counted.Duration(result.Duration)}."
            : isCompletion ? "Nothing to complete: every contract migration of this build is applied."
            : $"Nothing to {(result.Direction == MigrationDirection.Up ? "apply" : "revert")}: the schema is where this asks it to be.");
        if (result.Waiting.Count == 0) return;

        if (isCompletion) Console.Out.WriteLine(WaitingText.All(result.Waiting));
        else Console.Out.WriteLine(WaitingText.Short(result.Waiting.Count));
    }

    /// <summary>The same for programs.</summary>
    public static void WriteDocument(MigrationRunResult result, MigrationPlan plan, IReadOnlyList<FoundLoss> losses, MigrationExitCode exitCode) => JsonOutput.Write(new
    {
        verdict = exitCode,
        exitCode = (int)exitCode,
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
        waiting = result.Waiting.Select(WaitingText.Document),
    });
}
