using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Makes a run give way: between two batches its workers wait for as long as the server answers slowly, writes too much log, leaves a
/// replica behind, vacuums the table, or has too many sessions waiting for locks. It is looked at once a second over a session of its own,
/// which also shows to others what the run gives way to.
/// </summary>
internal sealed class BackfillThrottle : IAsyncDisposable
{
    /// <summary>In seconds.</summary>
    private const int QueryTimeout = 15;

    /// <summary>In samples: one alone would be led astray by a checkpoint.</summary>
    private const int WalWindow = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLatencyPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, bool> _own = new();
    private readonly Queue<(long Bytes, long At)> _wal = new();
    private readonly MigrationEngineOptions _options;
    private readonly BackfillRunOptions _run;
    private readonly Backfill _backfill;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Task _watching;
    private volatile BackfillObstacle? _obstacle;
    private volatile bool _hasPaused;
    private TimeSpan _answer;
    private TimeSpan _latency;

    public BackfillThrottle(MigrationEngineOptions options, BackfillRunOptions run, Backfill backfill, ILogger logger, TimeProvider time)
    {
        (_options, _run, _backfill, _logger, _time) = (options, run, backfill, logger, time);
        _watching = WatchAsync();
    }

    /// <summary>What the run gives way to right now, in words; null for nothing.</summary>
    public string? Reason => _obstacle?.Words;

    /// <summary>A session of the run itself, whose waits do not count.</summary>
    public void Owns(int processId) => _own[processId] = true;

    /// <summary>Whether something speaks against the next batch.</summary>
    public bool IsInTheWay => _obstacle is not null || IsSlow(_latency);

    /// <summary>How long the server took for the smallest of questions.</summary>
    /// <returns>Whether that was slow. One such answer is an accident, of a checkpoint or of the scheduler; two in a row are a reason to pause.</returns>
    public bool Answered(TimeSpan elapsed)
    {
        (_latency, _answer) = (elapsed < _answer ? elapsed : _answer, elapsed);
        return IsSlow(elapsed);
    }

    /// <summary>Waits until nothing speaks against the next batch, or the time is over.</summary>
    public async Task WaitAsync(Func<bool> isOver, CancellationToken cancellationToken)
    {
        if (IsSlow(_latency))
        {
            var pause = _latency * 10 < LongestLatencyPause ? _latency * 10 : LongestLatencyPause;
            _latency = _answer = TimeSpan.Zero;
            _hasPaused = true;
            EngineTelemetry.BackfillWait.Record(pause.TotalSeconds, Tags(BackfillCause.Latency));
            await Task.Delay(pause, _time, cancellationToken);
        }

        if (_obstacle is not { } obstacle) return;

        var start = _time.GetTimestamp();
        _logger.BackfillWaits(_backfill.Name, obstacle.Words);
        while (_obstacle is not null && !isOver()) await Task.Delay(Look, _time, cancellationToken);
        EngineTelemetry.BackfillWait.Record(_time.GetElapsedTime(start).TotalSeconds, Tags(obstacle.Cause));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private bool IsSlow(TimeSpan answer) => _run.LatencyLimit is { } limit && answer > limit;

    private TagList Tags(BackfillCause cause) => new() { { "migration.backfill", _backfill.Name }, { "migration.backfill.cause", cause.Word } };

    private async Task WatchAsync()
    {
        NpgsqlConnection? connection = null;
        BackfillCause? shown = null;
        try
        {
            while (true)
            {
                // Most backfills of a test or a small table are over before this: they cost no further session.
                await Task.Delay(Interval, _time, _stop.Token);
                try
                {
                    if (connection is null)
                    {
                        connection = await DedicatedConnection.OpenAsync(_options, QueryTimeout, _stop.Token);
                        Owns(await ServerSession.ProcessIdAsync(connection, QueryTimeout, _stop.Token));
                    }

                    _obstacle = await SampleAsync(connection);
                    var cause = _obstacle?.Cause ?? (_hasPaused ? BackfillCause.Latency : null);
                    _hasPaused = false;
                    if (cause == shown) continue;

                    await BackfillSigns.ShowAsync(connection, _backfill.Name, shown, cause, _stop.Token);
                    shown = cause;
                }
                catch (Exception exception) when (exception is NpgsqlException or MigrationException)
                {
                    // To give way is a courtesy: a role that may not look, or a server without a free connection, stops nothing.
                    _logger.WatchFailed(exception);
                    _obstacle = null;
                    if (connection is not null) await connection.DisposeAsync();
                    (connection, shown) = (null, null);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The run is over.
        }
        finally
        {
            if (connection is not null) await connection.DisposeAsync();
        }
    }

    private async Task<BackfillObstacle?> SampleAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint,
                (SELECT extract(epoch FROM max(replay_lag))::float8 FROM pg_stat_replication),
                (SELECT count(*) FROM pg_stat_progress_vacuum AS vacuum JOIN pg_stat_activity AS session USING (pid)
                    WHERE (vacuum.relid = to_regclass($1) OR vacuum.relid IN (SELECT relid FROM pg_partition_tree(to_regclass($1))))
                        AND ($2 OR session.query LIKE '%(to prevent wraparound)%')),
                (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                    AND pid NOT IN ({string.Join(", ", _own.Keys)}))
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = Sql.Qualified(_backfill.Schema, _backfill.Table) },
                new() { Value = _run.Vacuum == BackfillVacuum.Any },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(_stop.Token);
        await reader.ReadAsync(_stop.Token);
        var wal = WalRate(reader.GetInt64(0));
        var lag = reader.IsDBNull(1) ? TimeSpan.Zero : TimeSpan.FromSeconds(reader.GetDouble(1));
        var (vacuums, waiting) = (reader.GetInt64(2), reader.GetInt64(3));
        return wal > _run.WalLimit ? new(BackfillCause.Log, $"the server writes {wal / 1048576.0:0} MiB of log a second (the limit is {_run.WalLimit / 1048576.0:0})")
            : lag > _run.ReplicationLagLimit ? new(BackfillCause.Replication, $"a replica is {lag.TotalSeconds:0} s behind (the limit is {_run.ReplicationLagLimit?.TotalSeconds:0})")
            : vacuums > 0 && _run.Vacuum != BackfillVacuum.Never ? new(BackfillCause.Vacuum, $"its table is being vacuumed")
            : waiting > _run.LockWaitLimit ? new(BackfillCause.Locks, $"{waiting} sessions wait for locks (the limit is {_run.LockWaitLimit})")
            : null;
    }

    /// <summary>Bytes a second over the last samples.</summary>
    private double WalRate(long bytes)
    {
        _wal.Enqueue((bytes, _time.GetTimestamp()));
        if (_wal.Count > WalWindow) _wal.Dequeue();
        var first = _wal.Peek();
        var elapsed = _time.GetElapsedTime(first.At).TotalSeconds;
        return _wal.Count > 1 && elapsed > 0 ? (bytes - first.Bytes) / elapsed : 0;
    }
}
