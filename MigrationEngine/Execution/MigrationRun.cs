using System.Data;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Executes a plan: one journal entry a migration, from where an earlier run stopped.</summary>
internal sealed class MigrationRun(
    NpgsqlConnection connection, HistoryTable history, JournalWriter journal, ContractionGuard guard, MigrationEngineOptions options, ILogger logger, TimeProvider time)
{
    public async Task ExecuteAsync(
        Guid runId, int processId, MigrationPlan plan, RecordedState recorded, bool allowDataLoss, CancellationToken cancellationToken)
    {
        await using var watch = new SessionWatch(processId, options, logger, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, watch.Lost);
        try
        {
            await ExecuteAsync(runId, plan, recorded, allowDataLoss, watch, either.Token);
        }
        catch (OperationCanceledException exception) when (watch.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw RunFailure.SessionLost(exception);
        }
    }

    private async Task ExecuteAsync(
        Guid runId, MigrationPlan plan, RecordedState recorded, bool allowDataLoss, SessionWatch watch, CancellationToken cancellationToken)
    {
        ConcurrentBuilds.RefuseOn(connection.PostgreSqlVersion, plan.Migrations);
        var losses = new DataLossGuard(connection);
        if (!allowDataLoss) await losses.CheckAsync(plan, cancellationToken);

        await JournalTable.CreateOrUpgradeAsync(connection, recorded.Journal, recorded.HasHistory ? null : history, cancellationToken);
        var isFirstBuild = options.HoldsContractions && recorded.History.Count == 0 && plan.Migrations.Any(guard.Guards);
        if (isFirstBuild) await FirstBuild.BeginAsync(connection, history, cancellationToken);
        var unfinished = recorded.Unfinished.ToDictionary(entry => entry.MigrationId);
        logger.RunStarted(plan.Migrations.Count, plan.Direction);

        var run = new RunFacts(runId, plan.IsForNobody, recorded.Journal.HasBackfills);
        foreach (var (index, migration) in plan.Migrations.Index())
        {
            var next = plan.Migrations.ElementAtOrDefault(index + 1);
            var isFollowed = next is not null;
            // A table that a later migration had renamed has its own name only now.
            if (!allowDataLoss) await losses.CheckAsync([migration], cancellationToken);
            if (!guard.Guards(migration))
            {
                await RunAsync(run, migration, unfinished.GetValueOrDefault(migration.Id), isFollowed, watch, cancellationToken);
                continue;
            }

            await guard.EnterAsync(migration, unfinished.GetValueOrDefault(migration.Id) is { IsHalfDone: true }, cancellationToken);
            try
            {
                await RunAsync(run, migration, unfinished.GetValueOrDefault(migration.Id), isFollowed, watch, cancellationToken);
            }
            catch
            {
                await guard.LeaveAsync();
                throw;
            }

            // Rows are counted before a migration that may lose some, which takes long: not with the lock.
            await guard.LeaveAsync(allowDataLoss ? next : null);
        }

        if (plan.EndsFirstBuild && plan.Direction == MigrationDirection.Up) await FirstBuild.EndAsync(connection, history, cancellationToken);
    }

    private async Task RunAsync(
        RunFacts run, PlannedMigration migration, JournalEntry? last, bool isFollowed, SessionWatch watch, CancellationToken cancellationToken)
    {
        using var activity = EngineTelemetry.Source.StartActivity($"migration {migration.Id}");
        activity?.SetTag("migration.id", migration.Id);
        var start = time.GetTimestamp();
        var chain = StepChain.Of(migration);
        var resumed = ResumePoint.After(migration, chain, last);
        if (resumed.StepsDone > 0 || resumed.OpenStep is not null) logger.Resuming(migration.Id, resumed.StepsDone, migration.Steps.Count, last!.RunId);

        options.Progress?.Report(new(MigrationProgressKind.MigrationStarted, migration.Id, resumed.StepsDone + 1, migration.Steps.Count));
        var row = await journal.StartAsync(run.Id, migration, resumed, cancellationToken) ?? throw RunFailure.LockGone(migration.Id);
        var entry = row.Id;
        var step = resumed.StepsDone;
        try
        {
            var statements = new StepStatements(connection, migration, entry, chain, options) { IsFollowed = isFollowed };
            var executor = new StepExecutor(statements, history, run.HasBackfills, guard.Record, watch, options, logger, time) { IsForNobody = run.IsForNobody };
            while (step < migration.Steps.Count)
            {
                step += await executor.RunAsync(step, step == resumed.StepsDone ? resumed.OpenStep : null, cancellationToken);
            }

            Measure(migration, JournalOutcome.Succeeded, start);
            options.Progress?.Report(new(MigrationProgressKind.MigrationDone, migration.Id, migration.Steps.Count, migration.Steps.Count));
            logger.MigrationDone(migration.Id, migration.Direction, (long)time.GetElapsedTime(start).TotalMilliseconds, migration.Steps.Count);
        }
        catch (Exception exception)
        {
            var failure = exception switch
            {
                PostgresException refused when connection.State == ConnectionState.Open || !StepStatements.EndsSession(refused) => RunFailure.StatementFailed(
                    migration.Id, step + 1, migration.Steps.Count, "the engine's own bookkeeping", transactional: true, refused),
                OperationCanceledException silent when watch.Lost.IsCancellationRequested =>
                    RunFailure.ConnectionLostDuring(migration.Id, step + 1, migration.Steps.Count, silent),
                NpgsqlException lost => RunFailure.ConnectionLostDuring(migration.Id, step + 1, migration.Steps.Count, lost),
                _ => exception,
            };
            activity.Fail(failure);
            var outcome = failure is OperationCanceledException ? JournalOutcome.Cancelled : JournalOutcome.Failed;
            Measure(migration, outcome, start);
            await StopAsync(entry, outcome, failure);
            if (step == 0 && guard.Guards(migration)) await ForgetAsync(migration.Id, entry);
            if (ReferenceEquals(failure, exception)) throw;
            throw failure;
        }
    }

    /// <summary>What is the same for all migrations of a run.</summary>
    private sealed record RunFacts(Guid Id, bool IsForNobody, bool HasBackfills);

    private async Task StopAsync(long entry, JournalOutcome outcome, Exception failure)
    {
        if (connection.State != ConnectionState.Open) return;

        try
        {
            await journal.StopAsync(entry, outcome, outcome == JournalOutcome.Cancelled ? "The run was cancelled." : failure.Message);
        }
        catch (NpgsqlException exception)
        {
            logger.JournalUnreachable(exception);
        }
    }

    /// <summary>What was never contracted must keep no older build out.</summary>
    private async Task ForgetAsync(string id, long entry)
    {
        if (connection.State != ConnectionState.Open) return;

        try
        {
            await ContractedRecord.ExecuteAsync(connection, guard.Record.RemoveUnlessBegun(id, entry), CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            logger.JournalUnreachable(exception);
        }
    }

    private void Measure(PlannedMigration migration, JournalOutcome outcome, long start)
    {
        var tags = new TagList { { "migration.direction", migration.Direction.ToString() }, { "migration.outcome", outcome.ToString() } };
        EngineTelemetry.Migrations.Add(1, tags);
        EngineTelemetry.MigrationDuration.Record(time.GetElapsedTime(start).TotalSeconds, tags);
    }
}
