namespace TradingPlatform.MigrationEngine;

/// <summary>What a stamp has to change: the rows to write and to delete, and the half-done migrations that it settles.</summary>
/// <param name="Added">In order.</param>
/// <param name="Removed">Newest first.</param>
/// <param name="Settled">Half-done and unexplained migrations whose row is already as it shall be.</param>
internal sealed record StampSelection(
    IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<(string Id, MigrationDirection Direction)> Settled)
{
    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0 && Settled.Count == 0;

    public static StampSelection Of(MigrationTarget target, MigrationGraph graph, IReadOnlyList<string> history, IReadOnlyList<JournalEntry> journal)
    {
        var state = new AppliedState(graph, history);
        state.RefuseUnknown();
        return Of(Wanted(target, graph, state), graph, history, HalfDone(journal));
    }

    /// <summary>Exactly these migrations and what comes before them; rows that the journal does not explain are settled too.</summary>
    public static StampSelection Of(IEnumerable<string> ids, MigrationGraph graph, IReadOnlyList<string> history, IReadOnlyList<JournalEntry> journal)
    {
        new AppliedState(graph, history).RefuseUnknown();
        var explained = journal.Where(entry => entry is not { Direction: MigrationDirection.Down, Outcome: JournalOutcome.Succeeded });
        return Of(
            ids.SelectMany(id => graph.AncestorsOf(id).Append(id)).ToHashSet(),
            graph,
            history,
            HalfDone(journal).Concat(history.Except(explained.Select(entry => entry.MigrationId))));
    }

    private static StampSelection Of(IReadOnlySet<string> wanted, MigrationGraph graph, IReadOnlyList<string> history, IEnumerable<string> unsettled)
    {
        var rows = history.ToHashSet();
        string[] added = [.. graph.Ids.Where(id => wanted.Contains(id) && !rows.Contains(id))];

        // What a squash has replaced has no place in the graph, and goes last.
        string[] removed = [.. graph.Ids.Concat(history.Where(id => !graph.Contains(id))).Where(id => rows.Contains(id) && !wanted.Contains(id)).Reverse()];
        return new StampSelection(
            added,
            removed,
            [.. unsettled.Except(added).Except(removed).Select(id => (id, wanted.Contains(id) ? MigrationDirection.Up : MigrationDirection.Down))]);
    }

    private static IEnumerable<string> HalfDone(IReadOnlyList<JournalEntry> journal) =>
        journal.Where(entry => entry.IsHalfDone).Select(entry => entry.MigrationId);

    /// <summary>The migrations that count as applied after a stamp to the target.</summary>
    public static IReadOnlySet<string> Wanted(MigrationTarget target, MigrationGraph graph, AppliedState state) => target switch
    {
        { Kind: MigrationTargetKind.Relative, Count: > 0 } => state.Applied.Concat(state.Pending.Take(target.Count)).ToHashSet(),
        { Kind: MigrationTargetKind.Relative } => state.Applied.SkipLast(-target.Count).ToHashSet(),
        _ => MigrationSelection.Closure(target, graph),
    };
}
