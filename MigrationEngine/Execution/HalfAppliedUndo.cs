namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Takes back a migration that stopped half-way up, where that is possible without its author: as long as nothing but concurrent index builds,
/// constraints that are not validated or have just been, and maintenance has run. The author's Down expects all of the migration to be there.
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
        return known < up.Steps.Count && StepChain.Of(up)[known] == last.DoneHash ? Plan(up, known) : null;
    }

    private static PlannedMigration? Plan(PlannedMigration up, int known)
    {
        var undone = up.Steps.Take(known).Select(Undo).ToList();
        if (undone.Contains(null)) return null;

        MigrationStep[] steps = [.. undone.SelectMany(step => step!).Reverse(), new MigrationStep(true, [])];
        return up with { Direction = MigrationDirection.Down, Steps = steps, SqlHash = StepChain.Of(steps)[^1], WrittenChain = null, Losses = [] };
    }

    /// <summary>What takes one step back; null where only the author knows.</summary>
    private static IReadOnlyList<MigrationStep>? Undo(MigrationStep step)
    {
        if (step.IsTransactional) return UndoConstraints(step.Statements);

        return LooseStatement.In(step.Statements[0]) switch
        {
            ConcurrentIndex index => [new MigrationStep(false, [index.DropSql])],
            RepeatableStatement or RepeatableBlock { FillsNulls: true } => [],
            null when StatementLimits.IsValidation(step.Statements[0]) => [],
            _ => null,
        };
    }

    private static IReadOnlyList<MigrationStep>? UndoConstraints(IReadOnlyList<string> statements)
    {
        var effects = statements.SelectMany(StatementEffects.Of).ToList();
        var changes = effects.SelectMany(effect => effect.Changes).ToList();
        var areAll = effects.TrueForAll(effect => effect is { Unknown: null, Changes.Count: > 0 })
            && changes.TrueForAll(change => change is { Kind: ChangeKind.AddForeignKey or ChangeKind.AddCheck, IsNotValid: true, Name: not null, Table: not null });
        if (!areAll) return null;

        string[] drops = [.. changes.Select(change => $"ALTER TABLE {change.Table!.Quoted} DROP CONSTRAINT IF EXISTS {Sql.Identifier(change.Name!)}").Reverse()];
        return drops.Length == 0 ? [] : [new MigrationStep(true, drops) { Locks = StepLocks.Of(drops, new HashSet<string>()) }];
    }
}
