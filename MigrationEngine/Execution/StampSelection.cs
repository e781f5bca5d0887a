namespace TradingPlatform.MigrationEngine;

/// <summary>What a stamp has to change: the rows to write and to delete, and the half-done migrations that it settles.</summary>
/// <param name="Added">In order.</param>
/// <param name="Removed">Newest first.</param>
/// <param name="Settled">Half-done migrations whose row is already as it shall be.</param>
internal sealed record StampSelection(
    IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<(string Id, MigrationDirection Direction)> Settled)
{
    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0 && Settled.Count == 0;

    public static StampSelection Of(MigrationTarget target, MigrationGraph graph, IReadOnlyList<string> history, IEnumerable<JournalEntry> journal)
    {
        var state = new AppliedState(graph, history);
        state.RefuseUnknown();
        var wanted = Wanted(target, graph, state);
        string[] added = [.. graph.Ids.Where(id => wanted.Contains(id) && !history.Contains(id))];

        // What a squash has replaced has no place in the graph, and goes last.
        string[] removed = [.. graph.Ids.Concat(history.Where(id => !graph.Contains(id))).Where(id => history.Contains(id) && !wanted.Contains(id)).Reverse()];
        var changed = added.Concat(removed).ToHashSet();
        return new StampSelection(
            added,
            removed,
            [.. journal.Where(entry => entry.IsHalfDone && !changed.Contains(entry.MigrationId))
                .Select(entry => (entry.MigrationId, wanted.Contains(entry.MigrationId) ? MigrationDirection.Up : MigrationDirection.Down))]);
    }

    private static IReadOnlySet<string> Wanted(MigrationTarget target, MigrationGraph graph, AppliedState state) => target switch
    {
        { Kind: MigrationTargetKind.Relative, Count: > 0 } => state.Applied.Concat(state.Pending.Take(target.Count)).ToHashSet(),
        { Kind: MigrationTargetKind.Relative } => state.Applied.SkipLast(-target.Count).ToHashSet(),
        _ => MigrationSelection.Closure(target, graph),
    };
}
