using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs the steps of one migration, each until it is committed, has failed, or has used up its patience for locks.</summary>
internal sealed class StepExecutor(
    StepStatements statements,
    HistoryTable history,
    JournalWriter journal,
    SessionWatch watch,
    MigrationEngineOptions options,
    ILogger logger,
    TimeProvider time)
{
    private readonly PlannedMigration migration = statements.Migration;
    private readonly LooseStepRunner loose = new(statements, options, logger);

    /// <param name="index">The step, from 0.</param>
    /// <param name="open">What an earlier attempt knew of this very step.</param>
    /// <param name="cancellationToken">Rolls the step back.</param>
    public async Task RunAsync(int index, OpenStep? open, CancellationToken cancellationToken)
    {
        var step = migration.Steps[index];
        using var activity = EngineTelemetry.Source.StartActivity($"migration step {index + 1}");
        activity?.SetTag("migration.id", migration.Id);
        activity?.SetTag("migration.step", index + 1);
        activity?.SetTag("migration.step.transactional", step.IsTransactional);

        options.Progress?.Report(
            new(MigrationProgressKind.StepStarted, migration.Id, index + 1, migration.Steps.Count, step.Statements.Count > 0 ? Sql.Excerpt(step.Statements[0]) : null));
        var start = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            watch.Forget();
            try
            {
                if (step.IsTransactional) await CommitAsync(index, cancellationToken);
                else await loose.RunAsync(index, open, cancellationToken);
                return;
            }
            catch (PostgresException exception) when (StepStatements.IsLockConflict(exception))
            {
                var delay = Backoff.After(attempt, options);
                if (time.GetElapsedTime(start) + delay > options.RetryBudget)
                {
                    var spent = RunFailure.BudgetSpent(
                        migration.Id, index + 1, migration.Steps.Count, options.RetryBudget, watch.Blockers, exception);
                    activity.Fail(spent);
                    throw spent;
                }

                logger.Retrying(migration.Id, index + 1, exception.SqlState, watch.Blockers, attempt + 1, delay);
                activity?.AddEvent(new ActivityEvent("retry", tags: new() { ["db.sql_state"] = exception.SqlState, ["blockers"] = watch.Blockers }));
                options.Progress?.Report(new(MigrationProgressKind.Retrying, migration.Id, index + 1, migration.Steps.Count, watch.Blockers));
                EngineTelemetry.Retries.Add(1);
                await Task.Delay(delay, time, cancellationToken);
            }
            catch (MigrationException exception)
            {
                activity.Fail(exception);
                throw;
            }
        }
    }

    private async Task CommitAsync(int index, CancellationToken cancellationToken)
    {
        // Not the driver's transaction: it sends BEGIN later than it says, and waits for its answer without end when it is cancelled then.
        await statements.ExecuteAsync(index, $"BEGIN; {statements.Timeouts("SET LOCAL", options.LockTimeout)}", cancellationToken);
        try
        {
            foreach (var (number, statement) in migration.Steps[index].Statements.Index())
            {
                await statements.ObservedAsync(
                    index, number, statement, ObservedKind.InTransaction, () => statements.ExecuteAsync(index, statement, cancellationToken), cancellationToken);
            }

            if (index == migration.Steps.Count - 1)
            {
                await history.RecordAsync(statements.Connection, migration, cancellationToken);
                await journal.SucceedAsync(statements.Entry, cancellationToken);
            }
            else
            {
                await statements.ExecuteAsync(index, statements.DoneSql(index), cancellationToken);
            }

            // Not cancellable by request: a commit that was cancelled on the way has an unknown end. That of a lost session is known.
            await statements.ExecuteAsync(index, "COMMIT", watch.Lost);
        }
        catch
        {
            await statements.RollBackAsync(logger);
            throw;
        }
    }
}
