using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The patience of one step for locks: pauses that grow, told to whoever watches, until the budget is spent.</summary>
internal sealed class LockPatience(PlannedMigration migration, int index, MigrationEngineOptions options, ILogger logger, TimeProvider time)
{
    /// <summary>A look is a question to the catalog.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();
    private int _attempt;

    /// <summary>Pauses after an attempt that met a lock, or before one that would.</summary>
    /// <param name="conflict">What the attempt met; null where nothing was attempted.</param>
    /// <param name="blockers">Who is in the way, in words.</param>
    /// <param name="activity">The step's span.</param>
    /// <param name="isFree">
    /// Looks, without keeping anybody waiting, whether the way is free by now: then the pause ends early. Null after an attempt: what
    /// collided must not collide again in step.
    /// </param>
    /// <param name="cancellationToken">Ends the pause.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.MigrationFailed"/>: the budget is spent.</exception>
    public async Task PauseAsync(PostgresException? conflict, string blockers, Activity? activity, Func<Task<bool>>? isFree, CancellationToken cancellationToken)
    {
        _attempt++;
        var delay = Backoff.After(_attempt, options);
        if (time.GetElapsedTime(_start) + delay > options.RetryBudget)
            throw RunFailure.BudgetSpent(migration.Id, index + 1, migration.Steps.Count, options.RetryBudget, blockers, conflict);

        if (conflict is null) logger.WaitingForBlockers(migration.Id, index + 1, blockers, delay);
        else logger.Retrying(migration.Id, index + 1, conflict.SqlState, blockers, _attempt + 1, delay);
        activity?.AddEvent(new ActivityEvent(conflict is null ? "lock wait" : "retry", tags: new() { ["db.sql_state"] = conflict?.SqlState, ["blockers"] = blockers }));
        options.Progress?.Report(new(
            conflict is null ? MigrationProgressKind.WaitingForBlockers : MigrationProgressKind.Retrying, migration.Id, index + 1, migration.Steps.Count, blockers));
        if (conflict is not null) EngineTelemetry.Retries.Add(1);
        await PauseAsync(delay, isFree, cancellationToken);
    }

    private async Task PauseAsync(TimeSpan delay, Func<Task<bool>>? isFree, CancellationToken cancellationToken)
    {
        var until = time.GetElapsedTime(_start) + delay;
        while (until - time.GetElapsedTime(_start) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(isFree is not null && left > BetweenLooks ? BetweenLooks : left, time, cancellationToken);
            if (isFree is not null && await isFree()) return;
        }
    }
}
