using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>down [target]</c>: reverts applied migrations, newest first.</summary>
internal static class DownVerb
{
    private const string Description =
        """
        Reverts applied migrations, newest first. Shows the plan, asks, and counts the stored rows that would be lost: without a terminal
        that needs --yes, and --allow-data-loss where there are any. Outside of Development it is refused while a living instance of an
        application was built with what goes: stop it, or --ignore-instances.

        Examples:
          down                   the newest one
          down -2                the newest two
          down 20260102_AddTrades  everything after this one; a unique part of the id or name is enough
          down base --dry-run    the SQL, the rows that would be lost and the instances that would refuse it, and nothing else
          down base --yes --allow-data-loss
        """;

    private static readonly Argument<string> Target = new("target")
    {
        Description = "-N, base, or the migration to go back to.",
        DefaultValueFactory = _ => "-1",
    };

    private static readonly Option<bool> AllowDataLoss = new("--allow-data-loss") { Description = "Go on although stored rows are lost." };

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask; what loses rows then needs --allow-data-loss." };

    private static readonly Option<bool> IgnoreInstances = new("--ignore-instances") { Description = "Go on although living instances of applications use what goes." };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show the SQL that this would execute, and change nothing." };

    public static Command Create()
    {
        Target.CompletionSources.Add(MigrationCompletions.DownTargets);
        var verb = new Command("down", Description) { Target, AllowDataLoss, Yes, IgnoreInstances, DryRun };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "down",
            (context, token) => RunAsync(context, arguments, token),
            cancellationToken));
        return verb;
    }

    private static Task<MigrationExitCode> RunAsync(VerbContext context, ParseResult arguments, CancellationToken cancellationToken)
    {
        var target = MigrationTarget.Parse(arguments.GetRequiredValue(Target));
        return arguments.GetValue(DryRun)
            ? DryRunReport.RunAsync(context, MigrationDirection.Down, target, cancellationToken, arguments.GetValue(IgnoreInstances))
            : new PlannedRun(context, MigrationDirection.Down, target, arguments.GetValue(AllowDataLoss), arguments.GetValue(Yes)) { IgnoresInstances = arguments.GetValue(IgnoreInstances) }
                .RunAsync(cancellationToken);
    }
}
