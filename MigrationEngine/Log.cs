using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationEngine;

/// <summary>Every message of the engine.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Waiting for the migration lock, held by {Holder}; giving up after {LockWait}.")]
    public static partial void WaitingForLock(this ILogger logger, string holder, TimeSpan lockWait);

    [LoggerMessage(2, LogLevel.Information, "The migration lock is ours after {Waited}.")]
    public static partial void LockAcquired(this ILogger logger, TimeSpan waited);

    [LoggerMessage(3, LogLevel.Warning, "{Count} migrations of runs that died were marked as interrupted in the journal.")]
    public static partial void MarkedInterrupted(this ILogger logger, int count);

    [LoggerMessage(4, LogLevel.Information, "Running {Count} migrations {Direction}.")]
    public static partial void RunStarted(this ILogger logger, int count, MigrationDirection direction);

    [LoggerMessage(5, LogLevel.Information, "{Migration} {Direction}: done in {Milliseconds} ms ({Steps} steps).")]
    public static partial void MigrationDone(this ILogger logger, string migration, MigrationDirection direction, long milliseconds, int steps);

    [LoggerMessage(6, LogLevel.Information, "{Migration}: resuming after step {StepsDone} of {StepsTotal}, where run {RunId} stopped.")]
    public static partial void Resuming(this ILogger logger, string migration, int stepsDone, int stepsTotal, Guid runId);

    [LoggerMessage(7, LogLevel.Warning, "{Migration}: step {Step} was rolled back ({SqlState}), blocked by {Blockers}; attempt {Attempt} follows in {Delay}.")]
    public static partial void Retrying(
        this ILogger logger, string migration, int step, string sqlState, string blockers, int attempt, TimeSpan delay);

    [LoggerMessage(8, LogLevel.Warning, "{Migration}: step {Step} was not finished by an earlier attempt; {Repair}.")]
    public static partial void Repaired(this ILogger logger, string migration, int step, string repair);

    [LoggerMessage(9, LogLevel.Debug, "A look at the run over a second connection failed.")]
    public static partial void WatchFailed(this ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Debug, "The outcome could not be written to the journal; the next run marks it as interrupted.")]
    public static partial void JournalUnreachable(this ILogger logger, Exception exception);

    [LoggerMessage(11, LogLevel.Information, "{Migration}: step {Step} had taken effect before the earlier attempt was cut off.")]
    public static partial void StepWasDone(this ILogger logger, string migration, int step);

    [LoggerMessage(12, LogLevel.Information, "{Migration} took the place of the {Count} applied migrations that it folds.")]
    public static partial void SquashRecorded(this ILogger logger, string migration, int count);

    [LoggerMessage(13, LogLevel.Warning, "{Migration}: what the failed step {Step} left could not be removed now; the next run does it.")]
    public static partial void NotCleanedUp(this ILogger logger, Exception exception, string migration, int step);

    [LoggerMessage(14, LogLevel.Information, "The connection goes through a pooler that keeps one session for it.")]
    public static partial void ThroughSessionPooler(this ILogger logger);

    [LoggerMessage(15, LogLevel.Debug, "The server cannot notice a lost client while a statement runs.")]
    public static partial void LostClientUnnoticed(this ILogger logger, Exception exception);

    [LoggerMessage(16, LogLevel.Debug, "The transaction could not be rolled back over its connection; the server does it when the connection ends.")]
    public static partial void NotRolledBack(this ILogger logger, Exception exception);

    [LoggerMessage(17, LogLevel.Warning, "{Migration}: step {Step} waits for {Blockers}, behind whom it would keep everybody waiting; it goes on when they are gone, and tells of them again after {Delay}.")]
    public static partial void WaitingForBlockers(this ILogger logger, string migration, int step, string blockers, TimeSpan delay);

    [LoggerMessage(18, LogLevel.Information, "{Migration}: step {Step} waits for {Blockers}; nobody waits because of it.")]
    public static partial void WaitingHarmlessly(this ILogger logger, string migration, int step, string blockers);

    [LoggerMessage(19, LogLevel.Debug, "The lock of the version gate went with its connection.")]
    public static partial void GateLockLost(this ILogger logger, Exception exception);

    [LoggerMessage(20, LogLevel.Debug, "Dropped the scratch database {Database} that a killed run left behind.")]
    public static partial void ScratchDropped(this ILogger logger, string database);

    [LoggerMessage(21, LogLevel.Warning, "The scratch database {Database} could not be dropped; the next comparison does it.")]
    public static partial void ScratchLeft(this ILogger logger, Exception exception, string database);

    [LoggerMessage(22, LogLevel.Debug, "{Migration}: steps {First} to {Last} failed when committed at once; they are run one by one.")]
    public static partial void NotAtOnce(this ILogger logger, Exception exception, string migration, int first, int last);

    [LoggerMessage(23, LogLevel.Debug, "The migration lock could not be given back over its connection, and nobody was told; it ends with the connection.")]
    public static partial void NotReleased(this ILogger logger, Exception exception);

    [LoggerMessage(60, LogLevel.Information, "Backfill {Backfill}: {Walked} of about {Estimated} rows ({Percent} %), {Speed} rows a second, {Left} left.")]
    public static partial void BackfillProgress(this ILogger logger, string backfill, long walked, long estimated, int percent, long speed, string left);

    [LoggerMessage(61, LogLevel.Information, "Backfill {Backfill} {Outcome}: {Rows} rows changed in {Duration}.")]
    public static partial void BackfillEnded(this ILogger logger, string backfill, BackfillOutcome outcome, long rows, TimeSpan duration);

    [LoggerMessage(62, LogLevel.Information, "Backfill {Backfill} waits: {Reason}.")]
    public static partial void BackfillWaits(this ILogger logger, string backfill, string reason);

    [LoggerMessage(63, LogLevel.Warning, "Backfill {Backfill}: the row with the key ({Key}) cannot be done ({Error}) and is set aside.")]
    public static partial void BackfillSetAside(this ILogger logger, string backfill, string key, string error);

    [LoggerMessage(64, LogLevel.Debug, "Backfill {Backfill}: a batch of {Rows} rows was rolled back: {Error}")]
    public static partial void BackfillHalved(this ILogger logger, string backfill, int rows, string error);

    [LoggerMessage(65, LogLevel.Debug, "Backfill {Backfill}: a batch of {Rows} rows met a row that somebody else has locked.")]
    public static partial void BackfillLocked(this ILogger logger, string backfill, int rows);

    [LoggerMessage(66, LogLevel.Warning, "Backfill {Backfill}: the connection was lost ({Error}); it goes on over another one in {Delay}.")]
    public static partial void BackfillReconnects(this ILogger logger, string backfill, string error, TimeSpan delay);

    [LoggerMessage(67, LogLevel.Information, "Backfill {Backfill}: rows that need it were written meanwhile; walk {Pass} over the table begins.")]
    public static partial void BackfillWalksAgain(this ILogger logger, string backfill, int pass);

    [LoggerMessage(68, LogLevel.Information, "Backfill {Backfill} begins: about {Estimated} rows of {Table}.")]
    public static partial void BackfillBegins(this ILogger logger, string backfill, long estimated, string table);

    [LoggerMessage(69, LogLevel.Error, "{Error}")]
    public static partial void BackfillFailed(this ILogger logger, string error);
}
