using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>backfill run</c>: works on backfills until they are done or the time is over.</summary>
internal static class BackfillRunVerb
{
    private const string Description =
        """
        Works on backfills until they are done, or the time is over. Several of these, on several machines, share the work. One that is
        named and has finished is looked at again.

        The exit code: 0 all have finished, 10 some are still open, 12 rows are set aside, 5 one has failed.

        Examples:
          backfill run
          backfill run --for 10m --workers 2
          backfill run fill-x --batch-target 10ms --max-wal 32
        """;

    private static readonly Argument<string[]> Names = CreateNames();

    private static readonly Option<TimeSpan?> For = Time("--for", "How long to work, such as 30s, 10m or 2h. Default: until all is done.");

    private static readonly Option<int?> Workers = NumberOption.Of("--workers", "Sessions that work at a time, 1 to 16. Default: 1.", 1, "sessions");

    private static readonly Option<TimeSpan?> BatchTarget = Time("--batch-target", "How long a batch should take, which is how long others may wait for a row. Default: 25ms.");

    private static readonly Option<TimeSpan?> MaxLatency = Time("--max-latency", "Pause where the server answers more slowly than this. Default: 30ms.");

    private static readonly Option<TimeSpan?> MaxLag = Time("--max-lag", "Wait for a replica that is further behind than this. Default: 10s.");

    private static readonly Option<int?> MaxWal = NumberOption.Of("--max-wal", "Pause where the server writes more MiB of log a second. Default: 256.", 1, "MiB");

    private static readonly Option<int?> MaxLockWaits = NumberOption.Of("--max-lock-waits", "Pause where more sessions than these wait for locks. Default: 20.", 0, "sessions");

    private static readonly Option<BackfillVacuum> Vacuum = WordOption.Of("--vacuum", "For which vacuum of the table to wait", BackfillVacuum.Wraparound);

    public static Command Create()
    {
        var verb = new Command("run", Description) { Names, For, Workers, BatchTarget, MaxLatency, MaxLag, MaxWal, MaxLockWaits, Vacuum };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "backfill run", (context, token) => RunAsync(context, arguments, token), cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, ParseResult arguments, CancellationToken cancellationToken)
    {
        string[]? names = arguments.GetValue(Names) is { Length: > 0 } given ? given : null;
        var results = await BackfillDisplay.ShowAsync(
            context.Progress.IsWatched,
            progress => context.Backfills.RunAsync(names, Options(context, arguments) with { Progress = progress }, cancellationToken));
        var exitCode = BackfillOutput.ExitCodeOf(results);
        if (context.Json) BackfillOutput.WriteDocument(results, exitCode);
        else BackfillOutput.Write(results);
        return exitCode;
    }

    private static BackfillRunOptions Options(VerbContext context, ParseResult arguments)
    {
        var configured = BackfillSettings.Of(context.Process.Configuration);
        return configured with
        {
            // The configured budget is that of a start, where somebody waits.
            Budget = arguments.GetValue(For),
            Workers = arguments.GetValue(Workers) ?? configured.Workers,
            BatchTarget = arguments.GetValue(BatchTarget) ?? configured.BatchTarget,
            LatencyLimit = arguments.GetValue(MaxLatency) ?? configured.LatencyLimit,
            ReplicationLagLimit = arguments.GetValue(MaxLag) ?? configured.ReplicationLagLimit,
            WalLimit = arguments.GetValue(MaxWal) is { } mebibytes ? (long)mebibytes << 20 : configured.WalLimit,
            LockWaitLimit = arguments.GetValue(MaxLockWaits) ?? configured.LockWaitLimit,
            Vacuum = arguments.GetResult(Vacuum) is { Implicit: false } ? arguments.GetValue(Vacuum) : configured.Vacuum,
        };
    }

    private static Option<TimeSpan?> Time(string name, string description) =>
        new(name) { Description = description, CustomParser = PatienceOptions.ParseDuration, HelpName = "time" };

    private static Argument<string[]> CreateNames()
    {
        var names = new Argument<string[]>("names") { Description = "Which ones; all that are open where none is named.", Arity = ArgumentArity.ZeroOrMore };
        names.CompletionSources.Add(MigrationCompletions.Backfills);
        return names;
    }
}
