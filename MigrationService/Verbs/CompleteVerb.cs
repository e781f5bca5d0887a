using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>complete</c>: applies contract migrations, after the rollout of the builds that can do without what they take away.</summary>
internal static class CompleteVerb
{
    private const string Description =
        """
        Applies the contract migrations that `up` leaves alone outside of Development. One is applied once the backfills that it needs have
        finished and no living instance of an application is older than it allows; no instance that is older can start after that. What
        still waits is named with its reason, and the exit code is 8 then.

        Examples:
          complete                    everything that may be applied now
          complete --dry-run          the SQL that would be executed, what waits and for what, and nothing else
          complete --allow-data-loss  also where a column or table with rows goes, without a question
        """;

    private static readonly Option<bool> AllowDataLoss = new("--allow-data-loss") { Description = "Go on although stored rows are lost." };

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask; what loses rows then needs --allow-data-loss." };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show the SQL that this would execute, and change nothing." };

    public static Command Create()
    {
        var verb = new Command("complete", Description) { AllowDataLoss, Yes, DryRun };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "complete", (context, token) => RunAsync(context, arguments, token), cancellationToken));
        return verb;
    }

    private static Task<MigrationExitCode> RunAsync(VerbContext context, ParseResult arguments, CancellationToken cancellationToken) =>
        arguments.GetValue(DryRun)
            ? DryRunReport.RunAsync(context, MigrationDirection.Up, target: null, cancellationToken)
            : new PlannedRun(context, MigrationDirection.Up, target: null, arguments.GetValue(AllowDataLoss), arguments.GetValue(Yes)).RunAsync(cancellationToken);
}
