namespace TradingPlatform.MigrationEngine;

/// <summary>What a database's history means to a build: squashes are recognised by the migrations that they fold.</summary>
internal sealed class AppliedState
{
    private readonly MigrationGraph _graph;
    private readonly HashSet<string> _applied = [];

    public AppliedState(MigrationGraph graph, IEnumerable<string> history)
    {
        _graph = graph;
        var rows = history.ToHashSet();
        foreach (var node in graph.Migrations)
        {
            List<string> folded = [.. node.Replaces.Where(rows.Contains)];
            if (rows.Contains(node.Id) || (node.Replaces.Count > 0 && folded.Count == node.Replaces.Count))
            {
                _applied.Add(node.Id);
                if (folded.Count > 0) Recognised.Add(new RecognisedSquash(node.Id, folded));
            }
            else if (folded.Count > 0)
            {
                Incomplete.Add(new IncompleteSquash(node.Id, folded, [.. node.Replaces.Where(id => !rows.Contains(id))]));
            }
        }

        Unknown = [.. rows.Where(id => !graph.Contains(id) && graph.ReplacementOf(id) is null).Order(StringComparer.Ordinal)];
    }

    /// <summary>Squashes that count as applied, whose row is not written or whose replaced rows are not deleted yet.</summary>
    public List<RecognisedSquash> Recognised { get; } = [];

    /// <summary>Squashes of which the database has only a part.</summary>
    public List<IncompleteSquash> Incomplete { get; } = [];

    /// <summary>Applied migrations that the build does not know.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>The build's migrations that are applied, in order.</summary>
    public IReadOnlyList<string> Applied => [.. _graph.Ids.Where(_applied.Contains)];

    /// <summary>The build's migrations that are not, in order.</summary>
    public IReadOnlyList<string> Pending => [.. _graph.Ids.Where(id => !_applied.Contains(id))];

    /// <summary>Pending expand migrations with a smaller id than an applied one: their branch was merged later. A contract migration may be passed.</summary>
    public IReadOnlyList<string> OutOfOrder
    {
        get
        {
            var newest = _applied.Max(StringComparer.Ordinal);
            return newest is null ? [] : [.. Pending.Where(id => string.CompareOrdinal(id, newest) < 0 && _graph[id].Phase == MigrationPhase.Expand)];
        }
    }

    public bool Contains(string id) => _applied.Contains(id);

    /// <summary>Refuses to run on a history that the build cannot explain.</summary>
    public void RefuseUnlessKnown()
    {
        if (Incomplete.Count > 0) throw new MigrationException(MigrationExitCode.Refused, Incomplete[0].Sentence);
        RefuseUnknown();
    }

    /// <summary>Refuses where the database is ahead of the build.</summary>
    public void RefuseUnknown()
    {
        if (Unknown.Count == 0) return;

        throw new MigrationException(
            MigrationExitCode.DatabaseAhead,
            $"The database has {Unknown.Count} migrations that this build does not know ({string.Join(", ", Unknown)}): deploy the build that contains them, or revert them with it first. A second context in the same database needs a history table of its own.");
    }
}
