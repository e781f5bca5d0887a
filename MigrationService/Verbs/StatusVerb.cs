using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>status</c>: the schema compared with this build. Never waits behind a running migration.</summary>
internal static class StatusVerb
{
    private const string Description =
        """
        Shows what is applied, pending, unknown to this build, and under way. Changes nothing and waits for nobody.

        The exit code is the answer for a script: 0 up to date, 10 pending, 6 the database is ahead, 7 a migration is half-applied.

        Examples:
          status
          status --json
        """;

    public static Command Create()
    {
        var verb = new Command("status", Description);
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "status", RunAsync, cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var status = await context.Migrator.ReadStatusAsync(cancellationToken);
        if (context.Json) StatusDocument.Write(status);
        else StatusTable.Write(status);
        return status.ExitCode;
    }
}
