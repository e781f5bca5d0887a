using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>history</c>: the journal of every run, or the graph of migrations.</summary>
internal static class HistoryVerb
{
    private const int DefaultLimit = 50;

    private const string Description =
        """
        Shows who ran which migration when, how long it took, and what became of it, the newest first. With --graph: the migrations of this
        build as a graph with its branches, and what the database has of them.

        Examples:
          history
          history --limit 200
          history --migration AddTrades   every attempt at one migration
          history --graph
        """;

    private static readonly Option<bool> Graph = new("--graph") { Description = "Draw the migrations with their branches." };

    private static readonly Option<int?> Limit = NumberOption.Of(
        "--limit", $"The largest number of entries. Default: {DefaultLimit}; with --graph all.", 1, "entries", "-n");

    private static readonly Option<string?> Migration = new("--migration") { Description = "Only this one, by id or a unique part of it." };

    public static Command Create()
    {
        Migration.CompletionSources.Add(MigrationCompletions.Ids);
        var verb = new Command("history", Description) { Graph, Limit, Migration };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "history",
            (context, token) => arguments.GetValue(Graph)
                ? GraphAsync(context, arguments.GetValue(Limit), token)
                : JournalAsync(context, arguments.GetValue(Limit) ?? DefaultLimit, arguments.GetValue(Migration), token),
            cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> JournalAsync(VerbContext context, int limit, string? migration, CancellationToken cancellationToken)
    {
        var entries = await context.ReadJournalAsync(migration, limit, cancellationToken);
        if (context.Json) JsonOutput.Write(new { verdict = MigrationExitCode.Success, exitCode = 0, entries = entries.Select(JournalDocument.Of) });
        else JournalTableOutput.Write(entries);
        return MigrationExitCode.Success;
    }

    private static async Task<MigrationExitCode> GraphAsync(VerbContext context, int? limit, CancellationToken cancellationToken)
    {
        var graph = MigrationGraph.Of(VerbContext.OfflineOptions);
        var status = context.HasDatabase ? await context.Migrator.ReadStatusAsync(cancellationToken) : null;
        if (!context.Json)
        {
            HistoryGraph.Write(graph, status, limit);
            return MigrationExitCode.Success;
        }

        var applied = status?.Applied.ToDictionary(row => row.Id);
        JsonOutput.Write(new
        {
            verdict = MigrationExitCode.Success,
            exitCode = 0,
            graph.Heads,
            graph.Roots,
            migrations = graph.Migrations.Select(node => new
            {
                node.Id,
                node.Parents,
                node.Replaces,
                isApplied = applied?.ContainsKey(node.Id),
                appliedAt = applied?.GetValueOrDefault(node.Id)?.AppliedAt,
            }),
            unknown = status?.Unknown ?? [],
        });
        return MigrationExitCode.Success;
    }
}
