using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What a stamp or an adoption found and would write, for people and for programs.</summary>
internal static class StampOutput
{
    public static void Write(StampProposal proposal)
    {
        Console.Out.WriteLine(proposal.Reason);
        if (proposal.Comparison is { } comparison)
        {
            Differences("The live schema differs", comparison, comparison.Refused, Tone.Bad);
            Differences("Let pass, because no migration needs them", comparison, comparison.Tolerated, Tone.Muted);
        }

        Rows("Rows that cannot be carried", [.. proposal.UnfitRows.Select(row => row.ToString())]);
        Rows("Rows to add", proposal.Added);
        Rows("Rows to remove", proposal.Removed);
        Rows("Rows to explain in the journal", proposal.Explained);
        Console.Out.WriteLine();
    }

    public static void WriteDone(StampProposal proposal)
    {
        if (proposal.IsEmpty)
        {
            Console.Out.WriteLine("Nothing to write: the history is where this asks it to be.");
            return;
        }

        Console.Out.WriteLine(
            $"Wrote it: {Counted.Of(proposal.Added.Count, "row")} added, {proposal.Removed.Count} removed, {proposal.Explained.Count} explained. No migration was run.");
        if (proposal.OldTable is { } table)
            Console.Out.WriteLine($"{table} was left as it is: drop it once nothing reads it, so that the tool before cannot migrate any more.");
    }

    public static void WriteDocument(StampProposal proposal, bool written, MigrationExitCode verdict, string? error) => JsonOutput.Write(new
    {
        verdict,
        exitCode = (int)verdict,
        error,
        written,
        proposal.Source,
        proposal.Reason,
        proposal.Ids,
        proposal.Added,
        proposal.Removed,
        proposal.Explained,
        proposal.OldTable,
        differences = (proposal.Comparison?.Refused ?? []).Select(DifferenceDocument.Of),
        tolerated = (proposal.Comparison?.Tolerated ?? []).Select(DifferenceDocument.Of),
        proposal.UnfitRows,
        collisions = proposal.Comparison?.Collisions.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>(),
    });

    /// <summary>Whether two proposals would write the same for the same reasons.</summary>
    public static bool IsSame(StampProposal one, StampProposal other) =>
        one.Added.SequenceEqual(other.Added) && one.Removed.SequenceEqual(other.Removed) && one.Explained.SequenceEqual(other.Explained)
        && (one.Comparison?.Refused ?? []).Select(difference => difference.ToString())
            .SequenceEqual((other.Comparison?.Refused ?? []).Select(difference => difference.ToString()));

    private static void Differences(string title, SchemaComparison comparison, IReadOnlyList<SchemaDifference> differences, Tone tone)
    {
        if (differences.Count == 0) return;

        TextLine.Heading(title);
        foreach (var difference in differences) TextLine.Write(new Cell("  "), new Cell(comparison.Line(difference), tone));
    }

    private static void Rows(string title, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0) return;

        TextLine.Heading(title);
        foreach (var id in ids) Console.Out.WriteLine($"  {id}");
    }
}
