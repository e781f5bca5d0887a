namespace TradingPlatform.MigrationEngine;

/// <summary>How far an earlier attempt at a migration came.</summary>
/// <param name="StepsDone">The number of committed steps.</param>
/// <param name="OpenStep">What is known of the step after them; null when it has not been begun.</param>
/// <param name="DoneHash">The hash over the committed steps and a begun one.</param>
internal sealed record ResumePoint(int StepsDone, OpenStep? OpenStep, string DoneHash)
{
    /// <summary>Where a migration goes on, given the last entry of it.</summary>
    /// <param name="migration">The migration as this build has it.</param>
    /// <param name="chain">The <see cref="StepChain"/> of its steps.</param>
    /// <param name="last">Its last entry; null where there is none.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Damaged"/>: what is done is not what this build has.</exception>
    public static ResumePoint After(PlannedMigration migration, IReadOnlyList<string> chain, JournalEntry? last)
    {
        if (last is not { IsHalfDone: true }) return new ResumePoint(0, null, chain[0]);

        // The undoing of a half-applied migration: until its first step is done, this row alone says that there is something to undo.
        if (last.Direction != migration.Direction) return new ResumePoint(0, MigrationEngine.OpenStep.Begun, chain[1]);

        var known = last.StepsDone + (last.OpenStep is null ? 0 : 1);
        var isSame = known < chain.Count && (last.DoneHash is { } hash ? hash == chain[known] : last.SqlHash == migration.SqlHash);
        return isSame ? new ResumePoint(last.StepsDone, last.OpenStep, chain[known]) : throw RunFailure.DoneStepsChanged(last, known);
    }
}
