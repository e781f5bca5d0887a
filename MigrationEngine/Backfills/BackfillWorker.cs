using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>One session that does one batch after the other, until nothing is left for it.</summary>
internal sealed class BackfillWorker(
    Backfill backfill,
    BackfillSql sql,
    BackfillWork work,
    BackfillThrottle throttle,
    BackfillMeter meter,
    MigrationEngineOptions options,
    BackfillRunOptions run,
    Func<bool> isOver,
    ILogger logger,
    TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan OthersPause = TimeSpan.FromMilliseconds(100);

    private readonly BatchTrouble _trouble = new(backfill, run, options, meter, logger, time);
    private NpgsqlConnection? _connection;
    private BatchSize? _size;
    private int _range;
    private bool _isIdle;
    private bool _isChecked = true;
    private int _lost;

    /// <summary>Whether rows were passed over because others held on to them.</summary>
    public bool HasDeferred => _trouble.HasDeferred;

    /// <exception cref="MigrationException">It cannot go on.</exception>
    public async Task<BackfillEnd> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isOver()) return BackfillEnd.Over;

            await throttle.WaitAsync(isOver, cancellationToken);
            try
            {
                var connection = _connection ??= await OpenAsync(cancellationToken);
                if (await StepAsync(connection, cancellationToken) is { } end) return end;

                _lost = 0;
            }
            catch (NpgsqlException exception) when (BackfillFailure.EndsSession(exception) && !cancellationToken.IsCancellationRequested)
            {
                await ReconnectAsync(exception, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
    }

    /// <summary>One transaction; null where there is more to do.</summary>
    private async Task<BackfillEnd?> StepAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var (claim, end) = await BackfillClaim.TakeAsync(connection, backfill.Name, _range, cancellationToken);
        throttle.Answered(time.GetElapsedTime(asked));
        if (claim is null)
        {
            if (end is null) await Task.Delay(OthersPause, time, cancellationToken);
            return end;
        }

        _size ??= new BatchSize(run, claim.BatchSize);
        _range = claim.Id;
        string[]? last = null;
        try
        {
            if (await _trouble.PassOverAsync(connection, claim, _size.Rows, cancellationToken)) return null;

            await BatchAsync(connection, claim, key => last = key, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !(exception is NpgsqlException lost && BackfillFailure.EndsSession(lost)))
        {
            await BackfillClaim.RollBackAsync(connection, CancellationToken.None);
            await _trouble.MeetAsync(exception, claim, last, _size, cancellationToken);
        }
        catch (OperationCanceledException) when (connection.State == System.Data.ConnectionState.Open)
        {
            await BackfillClaim.RollBackAsync(connection, CancellationToken.None);
            throw;
        }

        return null;
    }

    /// <param name="connection">The session, with the claim's transaction.</param>
    /// <param name="claim">The range.</param>
    /// <param name="bounded">Told the key of the batch's last row.</param>
    /// <param name="cancellationToken">Stops the statements.</param>
    private async Task BatchAsync(NpgsqlConnection connection, BackfillClaim claim, Action<string[]?> bounded, CancellationToken cancellationToken)
    {
        var (size, span, rows) = (_size!, claim.Span, _size!.Rows);
        using var activity = EngineTelemetry.Source.StartActivity("backfill batch");
        activity?.SetTag("migration.backfill", backfill.Name);
        var passed = 0L;
        var start = time.GetTimestamp();
        if (_isIdle)
        {
            var look = size.Look;
            var window = span with { UpTo = await KeyAsync(connection, sql.Bound(span, look), cancellationToken) ?? span.UpTo };
            var first = await KeyAsync(connection, sql.First(window, claim.HasSetAside), cancellationToken);
            size.Looked(time.GetElapsedTime(start));
            if (first is null)
            {
                var isLast = ReferenceEquals(window.UpTo, span.UpTo);
                var looked = isLast ? await CountAsync(connection, window, cancellationToken) : look;
                await CommitAsync(connection, claim, isLast ? null : window.UpTo, looked, 0, start);
                return;
            }

            passed = await CountAsync(connection, span with { UpTo = first }, cancellationToken) - 1;
            span = span with { After = first, IncludesAfter = true };
        }

        var bound = await KeyAsync(connection, sql.Bound(span, rows), cancellationToken);
        bounded(bound);
        if (bound is not null) span = span with { UpTo = bound };
        var walked = passed + (bound is null ? await CountAsync(connection, span, cancellationToken) : rows);
        var locked = time.GetTimestamp();
        var changed = await work.RunAsync(connection, span, claim.HasSetAside, _isChecked || claim.Pass > 1, cancellationToken);
        await CommitAsync(connection, claim, bound, walked, changed, start);
        size.Done(bound is not null, changed, time.GetElapsedTime(locked));
        _isIdle = changed == 0;
        _isChecked &= changed == 0;
        activity?.SetTag("migration.backfill.rows", changed);
    }

    private async Task CommitAsync(NpgsqlConnection connection, BackfillClaim claim, string[]? position, long walked, long changed, long start)
    {
        var elapsed = time.GetElapsedTime(start);
        await claim.CommitAsync(connection, backfill.Name, position, _size!.Rows, walked, changed, elapsed);
        _trouble.Forget();
        meter.Done(walked, changed, elapsed, _size.Rows, throttle.Reason);
    }

    private static async Task<string[]?> KeyAsync(NpgsqlConnection connection, NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            command.Connection = connection;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : null;
        }
    }

    /// <summary>For the progress: how many rows a batch passes whose end is not found by counting.</summary>
    private async Task<long> CountAsync(NpgsqlConnection connection, BackfillSpan span, CancellationToken cancellationToken)
    {
        await using var command = sql.Count(span);
        command.Connection = connection;
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await BackfillSession.OpenAsync(options, run, backfill.Name, cancellationToken);
        throttle.Owns(await ServerSession.ProcessIdAsync(connection, timeout: 0, cancellationToken));
        return connection;
    }

    /// <summary>A lost session costs the open batch and nothing else: another one goes on, unless the server stays away.</summary>
    private async Task ReconnectAsync(NpgsqlException exception, CancellationToken cancellationToken)
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _connection = null;
        if (++_lost > BackfillSession.MostAttempts) throw RunFailure.ConnectionLost(exception, options);

        var delay = Backoff.After(_lost, options);
        logger.BackfillReconnects(backfill.Name, exception.Message, delay);
        await Task.Delay(delay, time, cancellationToken);
        try
        {
            _connection = await OpenAsync(cancellationToken);
        }
        catch (MigrationException) when (_lost < BackfillSession.MostAttempts)
        {
            // Counted: the next attempt is the loop's.
        }
    }
}
