namespace TradingPlatform.MigrationEngine;

/// <summary>Decides what a run upwards does where contract migrations are held for <c>complete</c>.</summary>
internal static class ExpandSelection
{
    /// <summary>The expand migrations of the target, in order.</summary>
    /// <param name="target">What was asked for.</param>
    /// <param name="graph">The build's migrations.</param>
    /// <param name="state">What is applied.</param>
    /// <param name="touches">What migrations touch.</param>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Refused"/>: the target is a contract migration or lies beyond one that waits; or a later migration
    /// cannot pass one that waits.
    /// </exception>
    public static async Task<IReadOnlyList<string>> OfAsync(
        MigrationTarget target,
        MigrationGraph graph,
        AppliedState state,
        Func<IReadOnlyList<string>, Task<IReadOnlyDictionary<string, IReadOnlyList<TouchedObject>>>> touches)
    {
        state.RefuseUnlessKnown();
        string[] contractions = [.. state.Pending.Where(id => graph[id].Phase == MigrationPhase.Contract)];
        string[] expansions = [.. state.Pending.Where(id => graph[id].Phase == MigrationPhase.Expand)];
        if (target is { Kind: MigrationTargetKind.Relative, Count: > 0 }) expansions = [.. expansions.Take(target.Count)];
        else
        {
            var wanted = MigrationSelection.Select(MigrationDirection.Up, target, graph, state);
            if (target.Kind == MigrationTargetKind.Named && wanted.FirstOrDefault(contractions.Contains) is { } contraction) throw Beyond(graph.Find(target.Text), contraction);
            expansions = [.. expansions.Where(wanted.Contains)];
        }

        for (var place = 0; place < expansions.Length; place++)
        {
            var ancestors = graph.AncestorsOf(expansions[place]).ToHashSet();
            string[] passed = [.. contractions.Where(ancestors.Contains)];
            if (passed.Length == 0) continue;

            var touched = await touches([.. passed, expansions[place]]);
            foreach (var contraction in passed)
            {
                if (PhaseConflict.Find(touched[contraction], touched[expansions[place]]) is { } shared)
                    throw CannotPass(expansions[place], contraction, shared, place);
            }
        }

        return expansions;
    }

    private static MigrationException Beyond(string target, string contraction) => new(
        MigrationExitCode.Refused,
        target == contraction
            ? $"{target} is a contract migration, which `up` leaves alone here: `complete` applies it when nothing uses what it takes away, and `status` says what it waits for."
            : $"{target} builds on the contract migration {contraction}, which waits for `complete`: run that first (`status` says what it waits for), or `up` without a target, which passes it where that is safe.");

    private static MigrationException CannotPass(string expansion, string contraction, string shared, int before) => new(
        MigrationExitCode.Refused,
        FormattableString.Invariant(
            $"{expansion} cannot pass the contract migration {contraction}, which waits: both touch {shared}. {(before == 0 ? "Run" : $"Apply what comes before with `up +{before}`, run")} `complete`, then `up` again; `status` says what {contraction} waits for."));
}
