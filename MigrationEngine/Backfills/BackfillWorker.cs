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
    private readonly BackfillTurns _turns = new();
    private NpgsqlConnection? _connection;
    private BatchSize? _size;
    private int _range;
    private (BackfillClaim? Claim, BackfillEnd? End)? _next;
    private HeldRows? _held;
    private DividedSpan? _divided;
    private bool _isTroubled;
    private bool _isIdle;
    private bool _isDense;
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
            if (_next is null)
            {
                if (isOver()) return BackfillEnd.Over;

                if (throttle.Reason is { } reason) meter.Waits(reason);
                await throttle.WaitAsync(isOver, cancellationToken);
            }

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
        var (claim, end) = _next ?? await TakeAsync(connection, cancellationToken);
        _next = null;
        if (claim is null)
        {
            if (end is null) await Task.Delay(OthersPause, time, cancellationToken);
            return end;
        }

        _size ??= new BatchSize(run, claim.BatchSize);
        _range = claim.Id;
        if (_held is { } left && !left.IsOf(claim)) _held = null;
        var isHeld = _held is not null;
        string[]? last = null;
        try
        {
            if (await _trouble.PassOverAsync(connection, claim, _size.Rows, isHeld ? 0 : 1, cancellationToken)) return null;

            if (_held is { } held) await OneByOneAsync(connection, claim, held, key => last = key, cancellationToken);
            else await BatchAsync(connection, claim, key => last = key, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !(exception is NpgsqlException lost && BackfillFailure.EndsSession(lost)))
        {
            _isTroubled = true;
            await BackfillClaim.RollBackAsync(connection, CancellationToken.None);
            await _trouble.MeetAsync(exception, claim, last, _size, isHeld, cancellationToken);
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
        var (size, span) = (_size!, claim.Span);
        var divided = _divided is { } begun && begun.IsOf(claim) ? begun : null;
        _divided = null;
        using var activity = EngineTelemetry.Source.StartActivity("backfill batch");
        activity?.SetTag("migration.backfill", backfill.Name);
        var passed = 0L;
        var start = time.GetTimestamp();
        if (_isIdle && divided is null)
        {
            var look = size.Look;
            var window = span with { UpTo = await KeyAsync(connection, sql.Bound(span, look), cancellationToken) ?? span.UpTo };
            var first = await KeyAsync(connection, sql.First(window, claim.HasSetAside), cancellationToken);
            size.Looked(time.GetElapsedTime(start));
            if (first is null)
            {
                var isLast = ReferenceEquals(window.UpTo, span.UpTo);
                var looked = isLast ? await CountAsync(connection, window, cancellationToken) : look;
                await CommitAsync(connection, claim, isLast ? null : window.UpTo, isLast, looked, 0, start);
                return;
            }

            passed = await CountAsync(connection, span with { UpTo = first }, cancellationToken) - 1;
            span = span with { After = first, IncludesAfter = true };
        }

        var takesTurns = divided is not null || TakesTurns(connection, claim);
        var rows = claim.IsBounded ? claim.BoundRows : RowsOf(takesTurns);
        var bound = divided is not null ? divided.UpTo : claim.IsBounded ? claim.Bound : await KeyAsync(connection, sql.Bound(span, rows), cancellationToken);
        bounded(bound);
        var turn = divided?.Turn ?? 0;
        var isLastTurn = !takesTurns || turn == BackfillTurns.Count - 1;
        span = span with { UpTo = bound ?? span.UpTo, LeavesHeld = _trouble.LeavesHeld, Turn = isLastTurn ? null : turn };
        var walked = divided?.Walked ?? passed + (bound is null ? await CountAsync(connection, span, cancellationToken) : rows);
        var asks = takesTurns && isLastTurn && _turns.AreDue;
        var (before, stayedBefore) = asks ? await ChangesAsync(connection, cancellationToken) : default;
        if (!claim.HasLimit && !span.LeavesHeld) await ExecuteAsync(connection, BackfillClaim.LimitSql(size.Limit), cancellationToken);
        var locked = time.GetTimestamp();
        var changed = await work.RunAsync(connection, span, claim.HasSetAside, _isChecked || claim.Pass > 1, cancellationToken);
        var elapsed = time.GetElapsedTime(locked);
        activity?.SetTag("migration.backfill.rows", changed);

        // The first turn is the slowest, because its rows move: they all have its size.
        if (turn == 0 || elapsed > run.BatchTarget) size.Done(bound is not null, changed, elapsed);
        var all = (divided?.Changed ?? 0) + changed;
        if (!isLastTurn)
        {
            var next = BackfillTurns.IsDense(changed * BackfillTurns.Count, walked) ? turn + 1 : BackfillTurns.Count - 1;
            _divided = new DividedSpan(claim.Id, claim.Span.After, bound, walked, next, all);
            await CommitAsync(connection, claim, position: null, isDone: false, 0, changed, start);
            return;
        }

        _isDense = BackfillTurns.IsDense(all, walked);
        if (!takesTurns) _turns.Skipped();
        else if (asks && await ChangesAsync(connection, cancellationToken) is var (after, stayedAfter)) _turns.Taken((after - before, stayedAfter - stayedBefore));
        else _turns.Taken(changes: null);
        _isIdle = all == 0;
        _isChecked &= changed == 0;
        if (span.LeavesHeld && await KeyAsync(connection, sql.First(span, claim.HasSetAside), cancellationToken) is not null)
        {
            await CommitAsync(connection, claim, position: null, isDone: false, 0, changed, start);
            _held = new HeldRows(claim.Id, claim.Span.After, bound, walked);
            return;
        }

        await CommitAsync(connection, claim, bound, isDone: bound is null, walked, changed, start);
    }

    /// <summary>One of the rows that a batch has left out, in a transaction that holds nothing else while it waits for it; or goes past all of them.</summary>
    private async Task OneByOneAsync(NpgsqlConnection connection, BackfillClaim claim, HeldRows held, Action<string[]?> bounded, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var span = claim.Span with { UpTo = held.UpTo ?? claim.Span.UpTo };
        var row = _trouble.GivesUpHeld ? null : await KeyAsync(connection, sql.First(span, claim.HasSetAside), cancellationToken);
        if (row is null)
        {
            await CommitAsync(connection, claim, held.UpTo, isDone: held.UpTo is null, held.Walked, 0, start);
            _held = null;
            return;
        }

        bounded(row);
        var changed = await work.RunAsync(connection, new BackfillSpan(row, row, IncludesAfter: true), claim.HasSetAside, claim.Pass > 1, cancellationToken);
        await CommitAsync(connection, claim, row, isDone: false, 0, changed, start);
        _held = held with { After = row };
    }

    /// <summary>In one message with the next claim, unless something speaks against the next batch, or it begins otherwise.</summary>
    private async Task CommitAsync(NpgsqlConnection connection, BackfillClaim claim, string[]? position, bool isDone, long walked, long changed, long start)
    {
        var elapsed = time.GetElapsedTime(start);
        var checkpoint = new BackfillCheckpoint(position, isDone, _size!.Rows, walked, changed, elapsed);
        if ((position is null && _divided is null) || _isIdle || _held is not null || isOver() || throttle.IsInTheWay)
        {
            await claim.CommitAsync(connection, backfill.Name, checkpoint);
        }
        else
        {
            var asked = time.GetTimestamp();
            var rows = RowsOf(TakesTurns(connection, claim));
            await using var bound = _divided is null ? sql.Bound(claim.Span with { After = position, IncludesAfter = false }, rows) : null;
            _next = await claim.CommitAndTakeAsync(connection, backfill.Name, checkpoint, bound, rows, _size.Limit);
            await AnsweredAsync(connection, time.GetElapsedTime(asked));
        }

        _isTroubled &= position is null;
        _trouble.Forget();
        meter.Done(walked, changed, elapsed, _size.Rows, throttle.Reason);
    }

    /// <summary>
    /// Not where few rows need it, not where one is looked for that cannot be done, and not before it is known that a changed row no longer needs it: that is what
    /// the later turns rely on.
    /// </summary>
    private bool TakesTurns(NpgsqlConnection connection, BackfillClaim claim) =>
        work.TakesTurns && _turns.AreTaken && !_isTroubled && !_isChecked && _isDense && claim.Pass == 1 && _size!.Rows >= BackfillTurns.FewestRows
        && connection.PostgreSqlVersion.Major >= BackfillTurns.FirstVersion;

    private int RowsOf(bool takesTurns) => takesTurns ? (int)Math.Min((long)_size!.Rows * BackfillTurns.Count, Math.Max(_size.Rows, run.LargestBatch)) : _size!.Rows;

    private async Task<(long All, long OnTheirPage)> ChangesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = sql.Changes();
        command.Connection = connection;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private async Task<(BackfillClaim? Claim, BackfillEnd? End)> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var taken = await BackfillClaim.TakeAsync(connection, backfill.Name, _range, cancellationToken);
        throttle.Answered(time.GetElapsedTime(asked));
        return taken;
    }

    /// <summary>A slow answer may be one that had much to read: the smallest of questions shows whether the server is slow, and the claim is given back then.</summary>
    private async Task AnsweredAsync(NpgsqlConnection connection, TimeSpan elapsed)
    {
        if (!throttle.Answered(elapsed)) return;

        var asked = time.GetTimestamp();
        await ExecuteAsync(connection, "SELECT", CancellationToken.None);
        throttle.Answered(time.GetElapsedTime(asked));
        if (!throttle.IsInTheWay || _next is not { Claim: not null }) return;

        _next = null;
        await BackfillClaim.RollBackAsync(connection, CancellationToken.None);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
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
        (_connection, _next, _divided) = (null, null, null);
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
