using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>current</c>: where the database is.</summary>
internal static class CurrentVerb
{
    private const string Description =
        """
        Shows the newest applied migration: the one that no other applied migration comes after. Several where branches are applied side by side.

        Examples:
          current
          current --json
        """;

    public static Command Create()
    {
        var verb = new Command("current", Description);
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(arguments, "current", RunAsync, cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var status = await context.Migrator.ReadStatusAsync(cancellationToken);
        var graph = MigrationGraph.Of(VerbContext.OfflineOptions);
        var applied = status.Applied.Select(migration => migration.Id).ToHashSet();

        // A migration that this build does not know has no known place: it is shown beside the others.
        var current = status.Applied
            .Where(migration => !graph.Contains(migration.Id) || !graph.ChildrenOf(migration.Id).Any(applied.Contains))
            .Select(migration => new
            {
                migration.Id,
                isHead = graph.Heads.Contains(migration.Id),
                isKnown = graph.Contains(migration.Id),
                migration.AppliedAt,
            })
            .ToList();
        if (context.Json)
        {
            JsonOutput.Write(new { verdict = MigrationExitCode.Success, exitCode = 0, current });
            return MigrationExitCode.Success;
        }

        foreach (var migration in current)
        {
            var remark = migration.isHead ? "  (head)" : migration.isKnown ? "" : "  (unknown to this build)";
            TextLine.Write(migration.Id, new Cell(remark, migration.isKnown ? Tone.Good : Tone.Bad));
        }

        if (current.Count == 0) Console.Out.WriteLine("base: no migration is applied.");
        return MigrationExitCode.Success;
    }
}
