using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>remove-last</c>: takes back the newest migration that is not applied.</summary>
internal static class RemoveLastVerb
{
    private const string Text =
        """
        Removes the newest migration's files and puts the model snapshot back to what it was before.

        Refuses when the configured database has the migration applied. Without a configured database, or with --offline, nobody looks.
        The change to the code that the migration was made from stays: `new` writes it again.

        Examples:
          remove-last
          remove-last --offline
        """;

    private static readonly Option<bool> Offline = new("--offline") { Description = "Do not look whether the migration is applied." };

    public static Command Create()
    {
        var verb = new Command("remove-last", Text) { Offline };
        AuthoringVerb.SetBody(verb, async (context, arguments, services, folder, cancellationToken) =>
        {
            var last = services.GetRequiredService<LastMigration>();
            var node = last.Find();
            var looked = context.HasDatabase && !arguments.GetValue(Offline);
            if (looked) LastMigration.RefuseApplied(node, await AppliedAsync(context, services.GetRequiredService<DesignModel>(), cancellationToken));
            AuthoringReport.Write(context, last.Remove(node, folder, dryRun: false), looked);
        });
        return verb;
    }

    private static async Task<IEnumerable<string>> AppliedAsync(VerbContext context, DesignModel model, CancellationToken cancellationToken)
    {
        try
        {
            return await model.AppliedAsync(context.ConnectionString, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new MigrationException(
                MigrationExitCode.DatabaseUnavailable,
                $"{DatabaseFailure.Describe(exception, context.ConnectionString)} `--offline` removes the migration without looking whether it is applied.",
                exception);
        }
    }
}
