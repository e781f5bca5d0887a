using System.CommandLine;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>rotate-keys</c>: which keys credentials are encrypted with, and encrypting them with the current one.</summary>
internal static class RotateKeysVerb
{
    private const string Description =
        """
        Encrypts credentials anew that another key than Encryption:CurrentKey has encrypted, in small batches while everybody works; cut
        off, it goes on with what is left. A key that is no longer in use may be taken out of the configuration.

        Examples:
          rotate-keys
          rotate-keys --check    only says which keys are in use, and whether they decrypt
        """;

    private static readonly Option<bool> Check = new("--check") { Description = "Change nothing; exit code 10 when there is something to do." };

    public static Command Create()
    {
        var verb = new Command("rotate-keys", Description) { Check };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "rotate-keys", (context, token) => RunAsync(context, arguments.GetValue(Check), token), cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, bool checkOnly, CancellationToken cancellationToken)
    {
        var keys = ConfiguredKeys.Read(context.Process.Configuration, context.Process.IsDevelopment);
        await using var connection = await context.ConnectAsync(cancellationToken);
        var inventory = await SecretInventory.ReadAsync(connection, cancellationToken);
        await inventory.VerifyAsync(connection, keys, cancellationToken);
        if (checkOnly)
        {
            var exitCode = inventory.IsCurrent(keys) ? MigrationExitCode.Success : MigrationExitCode.Pending;
            KeyRotationOutput.Write(context.Json, exitCode, keys, inventory, []);
            return exitCode;
        }

        var results = await RotateAsync(context, keys, inventory, cancellationToken);
        var left = await SecretInventory.ReadAsync(connection, cancellationToken);
        var code = ExitCodeOf(results);
        KeyRotationOutput.Write(context.Json, code, keys, left, results);
        return code;
    }

    private static async Task<IReadOnlyList<BackfillResult>> RotateAsync(VerbContext context, KeyRing keys, SecretInventory inventory, CancellationToken cancellationToken)
    {
        // Any migration does for its beginning: the tables are there.
        var after = MigrationGraph.Of(VerbContext.OfflineOptions).Ids[0];
        KeyRotation[] rotations = [.. inventory.NotCurrent(keys).Select(table => new KeyRotation(keys, table, after))];
        var options = EngineSettings.Of(context.ConnectionString, "rotate-keys");
        var runner = new BackfillRunner(options with { Backfills = [.. options.Backfills, .. rotations] }, context.Logger, TimeProvider.System);
        return rotations.Length == 0 ? [] : await runner.RunAsync([.. rotations.Select(rotation => rotation.Name)], new BackfillRunOptions(), cancellationToken);
    }

    private static MigrationExitCode ExitCodeOf(IReadOnlyList<BackfillResult> results) =>
        results.Any(result => result.Outcome is BackfillOutcome.Failed) ? MigrationExitCode.MigrationFailed
        : results.Any(result => result.Outcome is BackfillOutcome.RowsSetAside) ? MigrationExitCode.RowsSetAside
        : results.Any(result => result.Outcome is not BackfillOutcome.Finished) ? MigrationExitCode.Pending
        : MigrationExitCode.Success;
}
