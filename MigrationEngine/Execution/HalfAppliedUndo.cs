namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Takes back a migration that stopped half-way up, where that is possible without its author: as long as nothing but concurrent index builds
/// and maintenance has run. The author's Down expects all of the migration to be there.
/// </summary>
internal static class HalfAppliedUndo
{
    /// <summary>The migration that takes it back; null where something is done that only the author could take back.</summary>
    /// <param name="up">The migration as this build has it.</param>
    /// <param name="last">Its last entry in the journal: of the attempt up, or of an undoing that was itself cut off.</param>
    public static PlannedMigration? Plan(PlannedMigration up, JournalEntry last)
    {
        if (last.Direction == MigrationDirection.Down)
            return Enumerable.Range(1, up.Steps.Count - 1).Select(known => Plan(up, known)).FirstOrDefault(undo => undo?.Steps.Count == last.StepsTotal);

        var known = last.StepsDone + (last.OpenStep is null ? 0 : 1);
        return known < up.Steps.Count && StepChain.Of(up.Steps)[known] == last.DoneHash ? Plan(up, known) : null;
    }

    private static PlannedMigration? Plan(PlannedMigration up, int known)
    {
        var done = up.Steps.Take(known).Select(step => step.IsTransactional ? null : LooseStatement.In(step.Statements[0])).ToList();
        if (!done.TrueForAll(kind => kind is ConcurrentIndex or RepeatableStatement)) return null;

        var drops = done.OfType<ConcurrentIndex>().Reverse().Select(index => new MigrationStep(false, [index.DropSql]));
        MigrationStep[] steps = [.. drops, new MigrationStep(true, [])];
        return up with { Direction = MigrationDirection.Down, Steps = steps, SqlHash = StepChain.Of(steps)[^1], Losses = [] };
    }
}
