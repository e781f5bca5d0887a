namespace TradingPlatform.MigrationEngine;

/// <summary>Decides which migrations a request means, and refuses what the database's state forbids.</summary>
internal static class MigrationSelection
{
    /// <summary>The ids to run, in the order in which they run.</summary>
    /// <param name="direction">Which way.</param>
    /// <param name="target">How far.</param>
    /// <param name="ids">The build's migrations, in order.</param>
    /// <param name="applied">The history table's.</param>
    public static IReadOnlyList<string> Select(
        MigrationDirection direction, MigrationTarget target, IReadOnlyList<string> ids, IReadOnlyList<string> applied)
    {
        var unknown = applied.Except(ids).ToList();
        if (unknown.Count > 0)
        {
            throw new MigrationException(
                MigrationExitCode.DatabaseAhead,
                $"The database has {unknown.Count} migrations that this build does not know ({string.Join(", ", unknown)}): deploy the build that contains them, or revert them with it first.");
        }

        return direction == MigrationDirection.Up
            ? Up(target, ids, [.. ids.Except(applied)])
            : Down(target, ids, [.. applied.OrderDescending(StringComparer.Ordinal)]);
    }

    /// <summary>A half-done migration is finished before anything else, and in its own direction.</summary>
    public static void RefuseUnlessResumed(
        MigrationDirection direction, IReadOnlyList<string> selected, IReadOnlyList<JournalEntry> halfDone)
    {
        foreach (var entry in halfDone)
        {
            if (entry.Direction == direction && selected.Contains(entry.MigrationId)) continue;

            var verb = entry.Direction == MigrationDirection.Up ? "up" : "down";
            throw new MigrationException(
                MigrationExitCode.Damaged,
                $"Migration {entry.MigrationId} stopped going {verb} after step {entry.StepsDone} of {entry.StepsTotal}: finish it with `{verb}` from version {entry.ApplicationVersion} before anything else.");
        }
    }

    private static IReadOnlyList<string> Up(MigrationTarget target, IReadOnlyList<string> ids, IReadOnlyList<string> pending) => target.Kind switch
    {
        MigrationTargetKind.Head => pending,
        MigrationTargetKind.Relative when target.Count > 0 => [.. pending.Take(target.Count)],
        MigrationTargetKind.Named => UpTo(target.Resolve(ids), pending),
        _ => throw new MigrationException(MigrationExitCode.Usage, "This target lies behind: use `down` to go there."),
    };

    private static IReadOnlyList<string> Down(MigrationTarget target, IReadOnlyList<string> ids, IReadOnlyList<string> applied) => target.Kind switch
    {
        MigrationTargetKind.Base => applied,
        MigrationTargetKind.Relative when target.Count < 0 => [.. applied.Take(-target.Count)],
        MigrationTargetKind.Named => DownTo(target.Resolve(ids), applied),
        _ => throw new MigrationException(MigrationExitCode.Usage, "This target lies ahead: use `up` to go there."),
    };

    private static IReadOnlyList<string> UpTo(string id, IReadOnlyList<string> pending) =>
        [.. pending.Where(other => string.CompareOrdinal(other, id) <= 0)];

    private static IReadOnlyList<string> DownTo(string id, IReadOnlyList<string> applied) =>
        applied.Contains(id)
            ? [.. applied.Where(other => string.CompareOrdinal(other, id) > 0)]
            : throw new MigrationException(MigrationExitCode.Usage, $"Migration {id} is not applied, so nothing can be reverted down to it: use `up {id}`.");
}
