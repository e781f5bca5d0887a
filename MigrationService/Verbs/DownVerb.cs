using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>down [target]</c>: reverts applied migrations, newest first.</summary>
internal static class DownVerb
{
    private const string Description =
        """
        Reverts applied migrations, newest first. Refuses to lose stored rows, and says how many, unless --allow-data-loss is given.

        Examples:
          down                   the newest one
          down -2                the newest two
          down 20260102_AddTrades  everything after this one; a unique part of the id or name is enough
          down base --yes --allow-data-loss
        """;

    private static readonly Argument<string> Target = new("target")
    {
        Description = "-N, base, or the migration to go back to.",
        DefaultValueFactory = _ => "-1",
    };

    private static readonly Option<bool> AllowDataLoss = new("--allow-data-loss") { Description = "Go on although stored rows are lost." };

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask." };

    public static Command Create()
    {
        var verb = new Command("down", Description) { Target, AllowDataLoss, Yes };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "down",
            (context, token) => RunAsync(
                context,
                MigrationTarget.Parse(arguments.GetRequiredValue(Target)),
                arguments.GetValue(AllowDataLoss),
                arguments.GetValue(Yes),
                token),
            cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(
        VerbContext context, MigrationTarget target, bool allowDataLoss, bool yes, CancellationToken cancellationToken)
    {
        await using var session = await context.BeginAsync(cancellationToken);
        if (!yes)
        {
            var plan = await session.PlanDownAsync(target, cancellationToken);
            if (plan.Migrations.Count > 0) await ConfirmAsync(plan, cancellationToken);
        }

        var result = await session.DownAsync(target, allowDataLoss, cancellationToken);
        RunReport.Write("Reverted", "Nothing to revert: the schema is where this asks it to be.", result);
        return MigrationExitCode.Success;
    }

    private static async Task ConfirmAsync(MigrationPlan plan, CancellationToken cancellationToken)
    {
        var ids = string.Join(", ", plan.Migrations.Select(migration => migration.Id));
        await Confirmation.AskAsync($"Revert {ids}?", yes: false, cancellationToken);
    }
}
