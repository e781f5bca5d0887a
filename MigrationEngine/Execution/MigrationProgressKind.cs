namespace TradingPlatform.MigrationEngine;

/// <summary>What just happened in a run.</summary>
public enum MigrationProgressKind
{
    /// <summary>Another run holds the migration lock; <see cref="MigrationProgress.Detail"/> says who.</summary>
    WaitingForLock,

    /// <summary>The migration lock is ours after a wait.</summary>
    LockAcquired,

    /// <summary>A migration begins, or is resumed at <see cref="MigrationProgress.Step"/>.</summary>
    MigrationStarted,

    /// <summary>A step begins; <see cref="MigrationProgress.Detail"/> is the beginning of its SQL, null for the closing step.</summary>
    StepStarted,

    /// <summary>The step was rolled back and is tried again; <see cref="MigrationProgress.Detail"/> says who was in the way.</summary>
    Retrying,

    /// <summary>The step has not begun, because its locks would queue behind a long transaction; <see cref="MigrationProgress.Detail"/> says whose.</summary>
    WaitingForBlockers,

    /// <summary>The migration is applied or reverted.</summary>
    MigrationDone,
}
