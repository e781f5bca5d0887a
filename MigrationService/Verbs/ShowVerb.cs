using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>show</c>: everything about one migration.</summary>
internal static class ShowVerb
{
    private const int JournalLimit = 20;

    private const string Description =
        """
        Shows one migration: what it does in words and in SQL, in both directions, what it could lose, what comes before and after it, and
        every attempt at it in the journal. Without a configured database: what the build alone knows.

        Examples:
          show head
          show AddTrades
          show 20260101000007 --json
        """;

    private static readonly Argument<string> Migration = new("migration") { Description = "Its id, a unique part of it, or head." };

    public static Command Create()
    {
        Migration.CompletionSources.Add(MigrationCompletions.Ids);
        var verb = new Command("show", Description) { Migration };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "show", (context, token) => RunAsync(context, arguments.GetRequiredValue(Migration), token), cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, string text, CancellationToken cancellationToken)
    {
        var graph = MigrationGraph.Of(VerbContext.OfflineOptions);
        var id = text.Equals("head", StringComparison.OrdinalIgnoreCase) && graph.Heads is [var head] ? head : graph.Find(text);
        await using var offline = VerbContext.CreatePlanningContext();
        var details = MigrationDetails.Of(graph, offline, id);
        var lint = new MigrationLint(graph, offline).Check([id], MigrationDirection.Up, MigrationDirection.Down);
        bool? isApplied = null;
        IReadOnlyList<JournalEntry> journal = [];
        WaitingMigration? waiting = null;
        if (context.HasDatabase)
        {
            var status = await context.Migrator.ReadStatusAsync(cancellationToken);
            isApplied = status.Applied.Any(migration => migration.Id == id) || status.SquashesPending.Any(squash => squash.Id == id);
            waiting = status.AppliesContractions ? null : status.Waiting.FirstOrDefault(migration => migration.Id == id);
            journal = await context.ReadJournalAsync(id, JournalLimit, cancellationToken);
        }

        if (context.Json) WriteDocument(details, graph, isApplied, waiting, journal, lint);
        else MigrationPage.Write(details, graph, isApplied, waiting, journal, lint);
        return MigrationExitCode.Success;
    }

    private static void WriteDocument(
        MigrationDetails details, MigrationGraph graph, bool? isApplied, WaitingMigration? waiting, IReadOnlyList<JournalEntry> journal, LintReport lint) =>
        JsonOutput.Write(new
        {
            verdict = MigrationExitCode.Success,
            exitCode = 0,
            details.Node.Id,
            details.Node.Parents,
            children = graph.ChildrenOf(details.Node.Id),
            details.Node.Replaces,
            details.Phase,
            backfills = details.Node.Backfills,
            details.Node.OldestBuild,
            touches = details.Up.Touches.Select(touched => touched.ToString()),
            waiting = waiting is null ? null : WaitingText.Document(waiting),
            isApplied,
            up = Direction(details.UpOperations.Select(OperationWords.Describe), details.Up),
            down = details.Down is { } down ? Direction(details.DownOperations.Select(OperationWords.Describe), down) : null,
            lint = LintOutput.Document(lint),
            journal = journal.Select(JournalDocument.Of),
        });

    private static object Direction(IEnumerable<string> operations, PlannedMigration plan) => new
    {
        operations,
        losses = plan.Losses.Select(loss => new { loss.Kind, loss.Schema, loss.Table, loss.Column, loss.OldType, loss.NewType, loss.Sql }),
        steps = plan.Steps.Select(step => new { step.IsTransactional, step.Statements }),
        plan.SqlHash,
        plan.OperationsHash,
    };
}
