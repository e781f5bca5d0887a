using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Waits for the migration lock by asking again and again, and says for whom.</summary>
internal sealed class LockWaiter(MigrationEngineOptions options, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(30);

    public async Task AcquireAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var activity = EngineTelemetry.Source.StartActivity("migration lock");
        var start = time.GetTimestamp();
        LockHolder? reported = null;
        var reportedAt = TimeSpan.Zero;

        // Not pg_advisory_lock: a session that waits inside of a statement holds a snapshot, and a CREATE INDEX CONCURRENTLY
        // of the lock's holder waits for all older snapshots. The two would wait for each other.
        while (!await AdvisoryLock.TryAcquireAsync(connection, cancellationToken))
        {
            var waited = time.GetElapsedTime(start);
            var holder = await AdvisoryLock.FindHolderAsync(connection, cancellationToken);
            if (waited >= options.LockWait) throw NotAcquired(holder, activity);

            if (holder is not null && (holder != reported || waited - reportedAt >= ReportInterval))
            {
                logger.WaitingForLock(holder.ToString(), options.LockWait);
                options.Progress?.Report(new(MigrationProgressKind.WaitingForLock, Detail: holder.ToString()));
                activity?.AddEvent(new ActivityEvent("lock wait", tags: new() { ["holder"] = holder.ToString() }));
                (reported, reportedAt) = (holder, waited);
            }

            await Task.Delay(Pause(options.LockWait - waited), time, cancellationToken);
        }

        var total = time.GetElapsedTime(start);
        EngineTelemetry.LockWait.Record(total.TotalSeconds);
        if (reported is null) return;

        logger.LockAcquired(total);
        options.Progress?.Report(new(MigrationProgressKind.LockAcquired));
    }

    private MigrationException NotAcquired(LockHolder? holder, Activity? activity)
    {
        var exception = new MigrationException(
            MigrationExitCode.LockNotAcquired,
            holder is null
                ? $"The migration lock was not free within {options.LockWait}: run again."
                : $"Another run holds the migration lock ({holder}) and did not finish within {options.LockWait}: wait for it and run again, or end it with SELECT pg_terminate_backend({holder.ProcessId}).");
        activity.Fail(exception);
        return exception;
    }

    /// <summary>A random pause, so that runs that started together do not ask together.</summary>
    private static TimeSpan Pause(TimeSpan left)
    {
        var pause = ShortestPause + ((LongestPause - ShortestPause) * Random.Shared.NextDouble() / 2);
        return pause < left ? pause : left;
    }
}
