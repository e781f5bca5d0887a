using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>heads</c>: the migrations that nothing comes after.</summary>
internal static class HeadsVerb
{
    private const string Description =
        """
        Lists the migrations of this build that nothing comes after. More than one means that two branches each added a migration: `up`
        refuses until `merge` has joined them. Needs no database.

        Examples:
          heads
          heads --json
        """;

    public static Command Create()
    {
        var verb = new Command("heads", Description);
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "heads", (context, _) => Task.FromResult(Run(context)), cancellationToken));
        return verb;
    }

    private static MigrationExitCode Run(VerbContext context)
    {
        var graph = MigrationGraph.Of(VerbContext.OfflineOptions);
        if (context.Json)
        {
            JsonOutput.Write(new { verdict = MigrationExitCode.Success, exitCode = 0, heads = graph.Heads.Select(id => new { id, graph[id].Parents }) });
            return MigrationExitCode.Success;
        }

        foreach (var id in graph.Heads) Console.Out.WriteLine(id);
        if (graph.Heads.Count > 1) TextLine.Write(new Cell($"{graph.Heads.Count} heads: join them with `merge`.", Tone.Notice));
        return MigrationExitCode.Success;
    }
}
