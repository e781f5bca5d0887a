using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>backfill</c>: the changes of stored rows that are made in small batches while everybody works.</summary>
internal static class BackfillVerb
{
    private const string Description =
        """
        Shows and steers backfills: changes of stored rows in small batches, made while everybody works. Killed at any moment, one goes on
        where it stopped. What is said here is noticed by whoever works on it before the next batch.

        Examples:
          backfill list                        how far each of them is
          backfill run                         all that are open, to their end
          backfill run fill-x --for 10m        this one, for ten minutes
          backfill pause fill-x                from anywhere; returns when no batch is open any more
          backfill retry fill-x                after the rows that it has set aside were corrected
        """;

    private const string ListDescription =
        """
        Shows every backfill: how far, how fast, how long still, who works on it, and the rows that it has set aside. Waits for nobody.

        The exit code is the answer for a script: 0 all have finished, 10 some are open, 12 rows are set aside, 5 one has failed.

        Examples:
          backfill list
          backfill list --json
        """;

    private const string PauseDescription =
        """
        Keeps every run from working on it, and returns when no batch of it is open any more.

        Examples:
          backfill pause fill-x
        """;

    private const string ResumeDescription =
        """
        Lets runs work on one that is paused. Starts none: `backfill run`, or the next start of the worker.

        Examples:
          backfill resume fill-x
          backfill run fill-x       goes on with it at once
        """;

    private const string RetryDescription =
        """
        Opens one again that failed or was cancelled, or has set rows aside: the next run walks the table again, for those rows too.

        Examples:
          backfill list             why, and which rows
          backfill retry fill-x     once they are corrected
          backfill run fill-x
        """;

    private const string CancelDescription =
        """
        Gives one up: what it has done stays, no run works on it any more, and the migration that requires it cannot run. Asks first.

        Examples:
          backfill cancel fill-x
          backfill cancel fill-x --yes
          backfill retry fill-x     takes it back
        """;

    private static readonly Argument<string> Name = CreateName();

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask." };

    public static Command Create() => new("backfill", Description)
    {
        List(),
        BackfillRunVerb.Create(),
        Steer(BackfillCommand.Pause, PauseDescription),
        Steer(BackfillCommand.Resume, ResumeDescription),
        Steer(BackfillCommand.Retry, RetryDescription),
        Cancel(),
    };

    private static Command List()
    {
        var verb = new Command("list", ListDescription);
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(arguments, "backfill list", ListAsync, cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> ListAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var control = new BackfillControl(context.EngineOptions);
        var all = await control.ReadAsync(cancellationToken);
        var setAside = new Dictionary<string, IReadOnlyList<SetAsideRow>>();
        foreach (var status in all.Where(status => status.RowsSetAside > 0))
            setAside[status.Name] = await control.ReadSetAsideAsync(status.Name, BackfillOutput.MostRows, cancellationToken);

        var exitCode = BackfillOutput.ExitCodeOf(all);
        if (context.Json) BackfillOutput.WriteDocument(all, setAside, exitCode);
        else BackfillOutput.Write(all, setAside);
        return exitCode;
    }

    private static Command Steer(BackfillCommand command, string description)
    {
        var verb = new Command(command.Word, description) { Name };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, $"backfill {command.Word}", (context, token) => SteerAsync(context, command, arguments.GetRequiredValue(Name), token), cancellationToken));
        return verb;
    }

    private static Command Cancel()
    {
        var verb = new Command("cancel", CancelDescription) { Name, Yes };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "backfill cancel",
            async (context, token) =>
            {
                var name = arguments.GetRequiredValue(Name);
                await Confirmation.AskAsync($"Give up backfill {name}?", arguments.GetValue(Yes), token);
                return await SteerAsync(context, BackfillCommand.Cancel, name, token);
            },
            cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> SteerAsync(VerbContext context, BackfillCommand command, string name, CancellationToken cancellationToken)
    {
        var status = await new BackfillControl(context.EngineOptions).SayAsync(
            command, name, (transaction, changed, token) => BackfillAudit.WriteAsync(command, transaction, changed, token), cancellationToken);
        if (context.Json) JsonOutput.Write(new { verdict = MigrationExitCode.Success, exitCode = 0, status.Name, status.State });
        else Console.Out.WriteLine($"Backfill {status.Name} is {BackfillOutput.Words(status.State)}.");
        return MigrationExitCode.Success;
    }

    private static Argument<string> CreateName()
    {
        var name = new Argument<string>("name") { Description = "The backfill, as `backfill list` shows it." };
        name.CompletionSources.Add(MigrationCompletions.Backfills);
        return name;
    }
}
