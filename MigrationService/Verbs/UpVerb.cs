using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>up [target]</c>: applies pending migrations.</summary>
internal static class UpVerb
{
    private const string Description =
        """
        Applies pending migrations, without seeding. Shows the plan first, and asks where stored rows would be lost.

        Examples:
          up                     everything that this build contains
          up +1                  the next one
          up 20260102_AddTrades  this one and what it builds on; a unique part of the id or name is enough
          up --dry-run           the SQL that would be executed, and nothing else
          up --allow-data-loss   also where a column or table with rows goes, without a question
        """;

    private static readonly Argument<string> Target = new("target")
    {
        Description = "head, +N, or a migration.",
        DefaultValueFactory = _ => "head",
    };

    private static readonly Option<bool> AllowDataLoss = new("--allow-data-loss") { Description = "Go on although stored rows are lost." };

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask; what loses rows then needs --allow-data-loss." };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show the SQL that this would execute, and change nothing." };

    public static Command Create()
    {
        Target.CompletionSources.Add(MigrationCompletions.UpTargets);
        var verb = new Command("up", Description) { Target, AllowDataLoss, Yes, DryRun };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "up",
            (context, token) => RunAsync(context, arguments, token),
            cancellationToken));
        return verb;
    }

    /// <summary>Without the command line: everything, without an answer to any question.</summary>
    public static Task<int> RunAsync(VerbSettings settings) => VerbRunner.RunAsync(
        settings,
        "up",
        (context, token) => new PlannedRun(context, MigrationDirection.Up, MigrationTarget.Head, allowDataLoss: false, yes: false).RunAsync(token),
        CancellationToken.None);

    private static Task<MigrationExitCode> RunAsync(VerbContext context, ParseResult arguments, CancellationToken cancellationToken)
    {
        var target = MigrationTarget.Parse(arguments.GetRequiredValue(Target));
        return arguments.GetValue(DryRun)
            ? DryRunReport.RunAsync(context, MigrationDirection.Up, target, cancellationToken)
            : new PlannedRun(context, MigrationDirection.Up, target, arguments.GetValue(AllowDataLoss), arguments.GetValue(Yes)).RunAsync(cancellationToken);
    }
}
