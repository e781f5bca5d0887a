using System.Data;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs the steps of one migration, each until it is committed, has failed, or has used up its patience for locks.</summary>
internal sealed class StepExecutor(
    NpgsqlConnection connection,
    HistoryTable history,
    JournalWriter journal,
    PlannedMigration migration,
    long entry,
    MigrationEngineOptions options,
    ILogger logger,
    TimeProvider time)
{
    /// <param name="index">The step, from 0.</param>
    /// <param name="wasCutOff">An earlier run died in this very step, so that it may have taken effect.</param>
    /// <param name="cancellationToken">Rolls the step back.</param>
    public async Task RunAsync(int index, bool wasCutOff, CancellationToken cancellationToken)
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
            await using var watch = new BlockerWatch(connection.ProcessID, options, logger, time);
            try
            {
                if (step.IsTransactional) await CommitAsync(index, cancellationToken);
                else await RunAloneAsync(index, wasCutOff, cancellationToken);
                return;
            }
            catch (PostgresException exception) when (IsLockConflict(exception))
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
        var step = migration.Steps[index];
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(index, Timeouts("SET LOCAL", options.LockTimeout), cancellationToken);
        foreach (var statement in step.Statements) await ExecuteAsync(index, statement, cancellationToken);

        if (index == migration.Steps.Count - 1)
        {
            await history.RecordAsync(connection, migration, cancellationToken);
            await journal.SucceedAsync(entry, cancellationToken);
        }
        else
        {
            await ExecuteAsync(index, JournalWriter.StepDoneSql(entry, index + 1), cancellationToken);
        }

        try
        {
            // Not cancellable: a commit that was cancelled on the way has an unknown end.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (PostgresException exception) when (IsStatementFailure(exception))
        {
            throw RunFailure.StatementFailed(migration.Id, index + 1, migration.Steps.Count, "COMMIT", transactional: true, exception);
        }
    }

    private async Task RunAloneAsync(int index, bool wasCutOff, CancellationToken cancellationToken)
    {
        var sql = migration.Steps[index].Statements[0];
        var done = JournalWriter.StepDoneSql(entry, index + 1);
        if (ConcurrentIndex.In(sql) is { } built)
        {
            var valid = await built.IsValidAsync(connection, cancellationToken);
            if (valid is true && wasCutOff)
            {
                logger.StepWasDone(migration.Id, index + 1);
                await ExecuteAsync(index, done, cancellationToken);
                return;
            }

            if (valid is false)
            {
                logger.DroppingInvalidIndex(migration.Id, built.Name);
                await built.DropAsync(connection, cancellationToken);
            }
        }

        // CONCURRENTLY waits for every older transaction while it blocks nobody: giving up would only throw its work away.
        var concurrent = sql.Contains("CONCURRENTLY", StringComparison.OrdinalIgnoreCase);
        await ExecuteAsync(index, Timeouts("SET", concurrent ? TimeSpan.Zero : options.LockTimeout), cancellationToken);

        // Sent together with the journal's update, without BEGIN: PostgreSQL commits both at once where the statement allows it, and the
        // update right after a statement that commits itself. A run killed here neither repeats nor skips the statement.
        await ExecuteAsync(index, $"{sql.TrimEnd().TrimEnd(';')}\n;\n{done}", cancellationToken, shown: sql);
        await ExecuteAsync(index, "RESET lock_timeout; RESET statement_timeout", cancellationToken);
    }

    private async Task ExecuteAsync(int index, string sql, CancellationToken cancellationToken, string? shown = null)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (IsStatementFailure(exception))
        {
            throw RunFailure.StatementFailed(
                migration.Id, index + 1, migration.Steps.Count, shown ?? sql, migration.Steps[index].IsTransactional, exception);
        }
    }

    private string Timeouts(string set, TimeSpan lockTimeout) => FormattableString.Invariant(
        $"{set} lock_timeout = {(long)lockTimeout.TotalMilliseconds}; {set} statement_timeout = {(long)options.StatementTimeout.TotalMilliseconds}");

    private static bool IsLockConflict(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;

    /// <summary>An error of the statement itself: not a lock conflict, and not the end of the connection.</summary>
    private bool IsStatementFailure(PostgresException exception) => !IsLockConflict(exception) && connection.State == ConnectionState.Open;
}
