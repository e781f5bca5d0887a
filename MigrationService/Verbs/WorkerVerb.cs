using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>No verb: bring the database to where this build needs it, and end. The APIs wait for exit code 0.</summary>
internal static class WorkerVerb
{
    public static void Attach(RootCommand root) =>
        root.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(arguments, "worker", RunAsync, cancellationToken));

    /// <summary>Without the command line.</summary>
    public static Task<int> RunAsync(VerbSettings settings) => VerbRunner.RunAsync(settings, "worker", RunAsync, CancellationToken.None);

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, CancellationToken cancellationToken)
    {
        // Read first: a wrong profile is said before anything is migrated.
        var profile = context.ConfiguredProfile;
        var run = OpenBackfills(context);
        IReadOnlyList<BackfillResult>? backfills;
        await using (var session = await context.BeginAsync(cancellationToken))
        {
            var result = await session.UpAsync(MigrationTarget.Head, allowDataLoss: context.Process.IsDevelopment, cancellationToken);
            Log.SchemaReady(context.Logger, result.Migrations.Count, result.Duration);
            if (result.Waiting.Count > 0) Log.ContractionsWait(context.Logger, WaitingText.Short(result.Waiting.Count));
            await context.SeedAsync(session, profile, cancellationToken);
            backfills = await context.Backfills.FinishEmptyAsync(session, cancellationToken);
        }

        // Nobody has to wait for the lock meanwhile: two that work on one backfill share it.
        backfills ??= await context.Backfills.RunAsync(names: null, run, cancellationToken);
        foreach (var open in backfills.Where(backfill => backfill.Outcome == BackfillOutcome.BudgetUsedUp)) Log.BackfillLeft(context.Logger, open.Name);
        return MigrationExitCode.Success;
    }

    /// <summary>A developer waits for all of them; elsewhere a rollout waits for the worker, and the rest is for `backfill run`.</summary>
    private static BackfillRunOptions OpenBackfills(VerbContext context)
    {
        var configured = BackfillSettings.Of(context.Process.Configuration);
        return context.Process.IsDevelopment || configured.Budget is not null ? configured : configured with { Budget = TimeSpan.FromMinutes(1) };
    }
}
