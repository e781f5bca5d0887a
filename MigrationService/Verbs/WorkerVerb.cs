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
        await using var session = await context.BeginAsync(cancellationToken);
        var result = await session.UpAsync(MigrationTarget.Head, allowDataLoss: context.Process.IsDevelopment, cancellationToken);
        Log.SchemaReady(context.Logger, result.Migrations.Count, result.Duration);
        if (result.Waiting.Count > 0) Log.ContractionsWait(context.Logger, WaitingText.Short(result.Waiting.Count));
        await context.SeedAsync(session, profile, cancellationToken);
        return MigrationExitCode.Success;
    }
}
