using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>One backfill in one run: begun where it has not been, walked by workers, looked over at the end, and walked again where that finds something.</summary>
internal sealed class BackfillJob(
    Backfill backfill,
    string afterRow,
    HistoryTable history,
    NpgsqlConnection connection,
    MigrationEngineOptions options,
    BackfillRunOptions run,
    bool isNamed,
    Func<bool> isOver,
    ILogger logger,
    TimeProvider time)
{
    /// <summary>Walks over all of the table that change nothing although rows are left, before the backfill fails.</summary>
    private const int MostIdleWalks = 2;

    private readonly BackfillStore _store = new(connection);
    private BackfillMeter? _meter;

    public async Task<(BackfillOutcome Outcome, long Changed, long SetAside, string? Error)> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await WalkAsync(cancellationToken);
            return (outcome, _meter?.Changed ?? 0, (await _store.ReadAsync(backfill.Name, cancellationToken))?.RowsSetAside ?? 0, null);
        }
        catch (MigrationException exception) when (exception.ExitCode != MigrationExitCode.DatabaseUnavailable)
        {
            return await FailAsync(exception.Message);
        }
        catch (PostgresException exception) when (!BackfillFailure.EndsSession(exception))
        {
            return await FailAsync(exception.SqlState == PostgresErrorCodes.UndefinedTable
                ? BackfillFailure.NoTable(backfill).Message
                : BackfillFailure.Statement(backfill, backfill.Rows, exception).Message);
        }
    }

    private async Task<(BackfillOutcome, long, long, string?)> FailAsync(string sentence)
    {
        await _store.FailAsync(backfill.Name, sentence);
        return (BackfillOutcome.Failed, _meter?.Changed ?? 0, (await _store.ReadAsync(backfill.Name, CancellationToken.None))?.RowsSetAside ?? 0, sentence);
    }

    private async Task<BackfillOutcome> WalkAsync(CancellationToken cancellationToken)
    {
        var record = await _store.ReadAsync(backfill.Name, cancellationToken)
            ?? await _store.BeginAsync(backfill, afterRow, history, options.ApplicationVersion, "open", cancellationToken);
        if (record is null) return BackfillOutcome.NotYetPossible;
        if (record.State is "paused" or "cancelled" || (record.State == "finished" && !isNamed)) return OutcomeOf(record);

        if (!await OptionalTable.IsThereAsync(connection, backfill, cancellationToken))
        {
            await _store.FinishWithoutTableAsync(backfill.Name, cancellationToken);
            return BackfillOutcome.Finished;
        }

        // An empty table needed no walk; what it has by now is for the look at the end to find.
        var key = await BackfillKey.ReadAsync(connection, backfill, cancellationToken);
        var sql = new BackfillSql(backfill, key);
        if (record.State == "failed") await _store.ReopenAsync(backfill.Name, cancellationToken);
        var isSettled = record.State is "finished" or "set_aside";
        if (isSettled && !await IsNeededAsync(record, sql, cancellationToken)) return OutcomeOf(await FinishAsync(record, cancellationToken));

        record = await DivideAsync(record, sql, cancellationToken);
        if (isSettled || record.DefinitionHash != BackfillDefinition.HashOf(backfill)) record = await WalkAgainAsync(record, cancellationToken);

        _meter = new BackfillMeter(backfill, record, run, logger, time);
        var idle = 0;
        while (true)
        {
            var before = _meter.Changed;
            var (end, hasDeferred) = await WorkAsync(key, sql, _meter, cancellationToken);
            if (await _store.ReadAsync(backfill.Name, cancellationToken) is not { } after) return BackfillOutcome.NotYetPossible;
            if (end == BackfillEnd.Over) return BackfillOutcome.BudgetUsedUp;
            if (after.State != "open") return OutcomeOf(after);
            if (!await IsNeededAsync(after, sql, cancellationToken)) return OutcomeOf(await FinishAsync(after, cancellationToken));

            idle = _meter.Changed == before ? idle + 1 : 0;
            if (idle >= MostIdleWalks && !hasDeferred) throw BackfillFailure.NeverDone(backfill);
            if (idle > 0) await Task.Delay(Backoff.After(idle, options), time, cancellationToken);
            record = await WalkAgainAsync(after, cancellationToken);
            _meter.WalksAgain(record.EstimatedRows);
        }
    }

    /// <summary>Every worker stops when one of them fails.</summary>
    private async Task<(BackfillEnd End, bool HasDeferred)> WorkAsync(BackfillKey key, BackfillSql sql, BackfillMeter meter, CancellationToken cancellationToken)
    {
        await using var throttle = new BackfillThrottle(options, run, backfill, logger, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, run.Workers).Select(_ => new BackfillWorker(
            backfill, sql, BackfillWork.Of(backfill, key, sql), throttle, meter, options, run, isOver, logger, time)).ToList();
        List<Task<BackfillEnd>> running = [.. workers.Select(worker => RunAsync(worker, stop))];
        try
        {
            var ends = await Task.WhenAll(running);
            return (ends.Max(), workers.Exists(worker => worker.HasDeferred));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && running.Find(worker => worker.IsFaulted) is { } failed)
        {
            await failed;
            throw;
        }
        finally
        {
            foreach (var worker in workers) await worker.DisposeAsync();
        }
    }

    private static async Task<BackfillEnd> RunAsync(BackfillWorker worker, CancellationTokenSource stop)
    {
        try
        {
            return await worker.RunAsync(stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task<BackfillRecord> DivideAsync(BackfillRecord record, BackfillSql sql, CancellationToken cancellationToken)
    {
        if (record.Ranges > 0) return record;

        var rows = await BackfillRanges.EstimateAsync(connection, backfill, cancellationToken);
        logger.BackfillBegins(backfill.Name, rows, $"{backfill.Schema}.{backfill.Table}");
        await _store.DivideAsync(backfill.Name, rows, await BackfillRanges.BoundsAsync(connection, sql, rows, cancellationToken), cancellationToken);
        return await _store.ReadAsync(backfill.Name, cancellationToken) ?? record;
    }

    private async Task<BackfillRecord> WalkAgainAsync(BackfillRecord record, CancellationToken cancellationToken)
    {
        var rows = await BackfillRanges.EstimateAsync(connection, backfill, cancellationToken);
        await _store.WalkAgainAsync(backfill.Name, record.Pass, BackfillDefinition.HashOf(backfill), rows, cancellationToken);
        logger.BackfillWalksAgain(backfill.Name, record.Pass + 1);
        return await _store.ReadAsync(backfill.Name, cancellationToken) ?? record;
    }

    private async Task<BackfillRecord> FinishAsync(BackfillRecord record, CancellationToken cancellationToken)
    {
        await _store.FinishAsync(backfill.Name, record.Pass, cancellationToken);
        return await _store.ReadAsync(backfill.Name, cancellationToken) ?? record;
    }

    /// <summary>Whether any row needs it that was not set aside. Reads the table without locking a row.</summary>
    private async Task<bool> IsNeededAsync(BackfillRecord record, BackfillSql sql, CancellationToken cancellationToken)
    {
        if (record.RowsSetAside > 0) await _store.ForgetCorrectedAsync(backfill, sql, cancellationToken);

        await using var command = new NpgsqlCommand(sql.AnyNeeded(record.RowsSetAside > 0), connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static BackfillOutcome OutcomeOf(BackfillRecord record) => record.State switch
    {
        "finished" => BackfillOutcome.Finished,
        "paused" => BackfillOutcome.Paused,
        "cancelled" => BackfillOutcome.Cancelled,
        "set_aside" => BackfillOutcome.RowsSetAside,
        "failed" => BackfillOutcome.Failed,
        _ => BackfillOutcome.BudgetUsedUp,
    };
}
