namespace TradingPlatform.MigrationEngine;

/// <summary>Decides which migrations a request means, and refuses what the database's state forbids.</summary>
internal static class MigrationSelection
{
    /// <summary>The ids to run, in the order in which they run.</summary>
    public static IReadOnlyList<string> Select(MigrationDirection direction, MigrationTarget target, MigrationGraph graph, AppliedState state)
    {
        state.RefuseUnlessKnown();
        return direction == MigrationDirection.Up ? Up(target, graph, state.Pending) : Down(target, graph, state);
    }

    /// <summary>Every migration that is applied once the database stands at <paramref name="target"/>.</summary>
    /// <exception cref="MigrationException">Two heads, or a relative target, which is none without a database.</exception>
    public static IReadOnlySet<string> Closure(MigrationTarget target, MigrationGraph graph)
    {
        switch (target.Kind)
        {
            case MigrationTargetKind.Base:
                return new HashSet<string>();
            case MigrationTargetKind.Head:
                RefuseTwoHeads(graph);
                return graph.Ids.ToHashSet();
            case MigrationTargetKind.Named:
                var id = graph.Find(target.Text);
                return graph.AncestorsOf(id).Append(id).ToHashSet();
            default:
                throw new MigrationException(MigrationExitCode.Usage, "A number of migrations says nothing here: name the migration, head or base.");
        }
    }

    /// <summary>A half-done migration is finished before anything else, and in its own direction.</summary>
    /// <param name="direction">Which way the run goes.</param>
    /// <param name="selected">What it runs.</param>
    /// <param name="halfDone">What earlier runs left.</param>
    /// <param name="held">The contract migrations that `up` leaves to `complete`.</param>
    public static void RefuseUnlessResumed(
        MigrationDirection direction, IReadOnlyList<string> selected, IReadOnlyList<JournalEntry> halfDone, IReadOnlyCollection<string> held)
    {
        foreach (var entry in halfDone)
        {
            if (entry.Direction == direction && selected.Contains(entry.MigrationId)) continue;

            var verb = entry.Direction == MigrationDirection.Down ? "down" : held.Contains(entry.MigrationId) ? "complete" : "up";
            throw new MigrationException(
                MigrationExitCode.Damaged,
                $"Migration {entry.MigrationId} stopped going {verb} after step {entry.StepsDone} of {entry.StepsTotal}: finish it with `{verb}` from version {entry.ApplicationVersion} before anything else.");
        }
    }

    private static IReadOnlyList<string> Up(MigrationTarget target, MigrationGraph graph, IReadOnlyList<string> pending)
    {
        switch (target.Kind)
        {
            case MigrationTargetKind.Relative when target.Count > 0:
                return [.. pending.Take(target.Count)];
            case MigrationTargetKind.Head or MigrationTargetKind.Named:
                var wanted = Closure(target, graph);
                return [.. pending.Where(wanted.Contains)];
            default:
                throw new MigrationException(MigrationExitCode.Usage, "This target lies behind: use `down` to go there.");
        }
    }

    private static IReadOnlyList<string> Down(MigrationTarget target, MigrationGraph graph, AppliedState state)
    {
        var newestFirst = state.Applied.Reverse();
        switch (target.Kind)
        {
            case MigrationTargetKind.Relative when target.Count < 0:
                return [.. newestFirst.Take(-target.Count)];
            case MigrationTargetKind.Base:
                return [.. newestFirst];
            case MigrationTargetKind.Named:
                var id = graph.Find(target.Text);
                if (!state.Contains(id))
                    throw new MigrationException(MigrationExitCode.Usage, $"Migration {id} is not applied, so nothing can be reverted down to it: use `up {id}`.");
                var kept = Closure(target, graph);
                return [.. newestFirst.Where(other => !kept.Contains(other))];
            default:
                throw new MigrationException(MigrationExitCode.Usage, "This target lies ahead: use `up` to go there.");
        }
    }

    private static void RefuseTwoHeads(MigrationGraph graph)
    {
        if (graph.Heads.Count <= 1) return;

        throw new MigrationException(
            MigrationExitCode.Refused,
            $"This build has {graph.Heads.Count} heads ({string.Join(", ", graph.Heads)}), so that head means no single schema: join them with `merge`, or name the one to go to.");
    }
}
