using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>One migration on one page, for people.</summary>
internal static class MigrationPage
{
    public static void Write(MigrationDetails details, MigrationGraph graph, bool? isApplied, WaitingMigration? waiting, IReadOnlyList<JournalEntry> journal, LintReport lint)
    {
        var node = details.Node;
        TextLine.Write(new Cell(node.Id, Tone.Active), isApplied switch
        {
            true => new Cell("  applied", Tone.Good),
            false => new Cell("  pending", Tone.Notice),
            null => "",
        });
        Fact("after", node.Parents.Count == 0 ? "nothing: it is a root" : string.Join(", ", node.Parents));
        Fact("before", graph.ChildrenOf(node.Id) is { Count: > 0 } children ? string.Join(", ", children) : "nothing: it is a head");
        if (node.Replaces.Count > 0) Fact("folds", string.Join(", ", node.Replaces));
        Fact("phase", details.Phase == MigrationPhase.Expand ? "expand" : "contract");
        if (node.Backfills.Count > 0) Fact("needs", $"{(node.Backfills.Count == 1 ? "backfill" : "backfills")} {string.Join(", ", node.Backfills)}");
        if (details.Phase == MigrationPhase.Contract)
            Fact("spares", $"applications built with {node.OldestBuild ?? node.Id} or newer");
        if (waiting is { IsReady: false }) Fact("waits", string.Join("; ", waiting.Reasons));
        if (details.Up.Touches.Count > 0) Fact("touches", string.Join(", ", details.Up.Touches));

        WriteDirection("Up", details.UpOperations.Select(OperationWords.Describe), details.Up);
        if (details.Down is { } down) WriteDirection("Down", details.DownOperations.Select(OperationWords.Describe), down);
        else
        {
            TextLine.Heading("Down");
            Console.Out.WriteLine("  It cannot be reverted.");
        }

        WriteLint(lint);
        if (journal.Count == 0) return;

        TextLine.Heading("Journal");
        JournalTableOutput.Write(journal);
    }

    private static void WriteLint(LintReport lint)
    {
        foreach (var group in lint.Findings.Where(finding => finding.Severity > LintSeverity.Info).GroupBy(finding => finding.Direction))
        {
            TextLine.Heading($"Lint, {(group.Key == MigrationDirection.Up ? "up" : "down")}");
            LintOutput.WriteFindings(group, _ => null);
        }
    }

    private static void WriteDirection(string title, IEnumerable<string> operations, PlannedMigration plan)
    {
        TextLine.Heading(title);
        foreach (var operation in operations) Console.Out.WriteLine($"  {operation}");
        foreach (var loss in plan.Losses) TextLine.Write("  ", new Cell($"loses {Words(loss)}, if there is any", Tone.Bad));

        for (var step = 0; step < plan.Steps.Count; step++)
        {
            if (plan.Steps[step].Statements.Count == 0) continue;

            TextLine.Write("  ", new Cell(FormattableString.Invariant($"-- step {step + 1} of {plan.Steps.Count}{(plan.Steps[step].IsTransactional ? "" : ", outside of a transaction")}"), Tone.Muted));
            foreach (var line in plan.Steps[step].Statements.SelectMany(statement => statement.Trim().Split('\n'))) Console.Out.WriteLine($"  {line.TrimEnd('\r')}");
        }
    }

    private static string Words(PotentialLoss loss)
    {
        var table = loss.Schema is null ? loss.Table : $"{loss.Schema}.{loss.Table}";
        return loss.Kind switch
        {
            PotentialLossKind.DropTable => $"the rows of {table}",
            PotentialLossKind.DropColumn => $"the values of {table}.{loss.Column}",
            PotentialLossKind.DropSchema => $"everything in schema {loss.Schema}",
            PotentialLossKind.NarrowColumn => $"the values of {table}.{loss.Column} that do not fit {loss.NewType}",
            PotentialLossKind.DeleteRows => $"rows of {table}",
            PotentialLossKind.RawSql => "what cannot be counted, by raw SQL",
            _ => "data",
        };
    }

    private static void Fact(string name, string value) => TextLine.Write(new Cell($"  {name,-8}", Tone.Muted), value);
}
