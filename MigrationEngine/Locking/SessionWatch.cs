using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Looks at a run from outside, over a second connection: who blocks it, which the server no longer knows once the run has given up, and
/// whether its session still holds the lock, which a half-open connection never tells.
/// </summary>
internal sealed class SessionWatch : IAsyncDisposable
{
    /// <summary>In seconds.</summary>
    private const int QueryTimeout = 15;

    private const int LooksBeforeTelling = 2;

    private static readonly TimeSpan TellInterval = TimeSpan.FromSeconds(30);

    /// <summary>A look costs the server's lock tables a moment, and the first one a connection.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    /// <summary>How many intervals pass at most without a look, where each step is over before its first.</summary>
    private const int IntervalsUnseen = 10;

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _watching;
    private readonly MigrationEngineOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private volatile string? _blockers;
    private volatile Place? _place;
    private int _looks;
    private long _told;
    private long _entered;

    /// <param name="processId">The server's process of the run.</param>
    /// <param name="options">The database; a third of the lock timeout, if that is long, is the interval.</param>
    /// <param name="logger">Where a long wait, and a look that failed, is told.</param>
    /// <param name="time">The clock.</param>
    public SessionWatch(int processId, MigrationEngineOptions options, ILogger logger, TimeProvider time)
    {
        (_options, _logger, _time, _entered) = (options, logger, time, time.GetTimestamp());
        _watching = WatchAsync(processId);
    }

    /// <summary>Says which step runs from now on.</summary>
    public void Enter(string migration, int step, int steps)
    {
        _place = new Place(migration, step, steps);
        Volatile.Write(ref _entered, _time.GetTimestamp());
    }

    /// <summary>The sessions last seen in the way.</summary>
    public string Blockers => _blockers ?? "sessions that could not be identified";

    /// <summary>Cancelled when the server no longer has the session, or the session no longer the lock.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Forgets who was in the way of an earlier attempt.</summary>
    public void Forget() => _blockers = null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
        _lost.Dispose();
    }

    private async Task WatchAsync(int processId)
    {
        var interval = _options.LockTimeout / 3 > Shortest ? _options.LockTimeout / 3 : Shortest;
        var looked = _time.GetTimestamp();
        NpgsqlConnection? connection = null;
        try
        {
            while (true)
            {
                // It ends with the run, and its end is no error: the first exception of a process costs as much as some statements.
                for (var left = interval; left > TimeSpan.Zero; left = Left(interval, looked))
                {
                    await Task.Delay(left, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    if (_stop.IsCancellationRequested) return;
                }

                looked = _time.GetTimestamp();
                try
                {
                    connection ??= await DedicatedConnection.OpenAsync(_options, QueryTimeout, _stop.Token);
                    if (!await LookAsync(connection, processId)) break;
                }
                catch (Exception exception) when (exception is NpgsqlException or MigrationException)
                {
                    // A look is a courtesy: without a free connection the run goes on all the same.
                    _logger.WatchFailed(exception);
                    if (connection is not null) await connection.DisposeAsync();
                    connection = null;
                }
            }

            await _lost.CancelAsync();
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

    /// <summary>
    /// How long it is until the next look. A step that begins is the server's answer to the one before: a run whose steps wait for nobody costs
    /// no second connection, however many they are, but for a rare look at its lock.
    /// </summary>
    private TimeSpan Left(TimeSpan interval, long looked)
    {
        var unheard = interval - _time.GetElapsedTime(Volatile.Read(ref _entered));
        var unseen = (IntervalsUnseen * interval) - _time.GetElapsedTime(looked);
        return unheard < unseen ? unheard : unseen;
    }

    /// <summary>False when the run's session does not hold the lock any more.</summary>
    private async Task<bool> LookAsync(NpgsqlConnection connection, int processId)
    {
        await using var command = new NpgsqlCommand(
            $"""
            WITH blocking AS MATERIALIZED (SELECT pg_blocking_pids($1) AS pids)
            SELECT {AdvisoryLock.IsHeldByFirst},
                pid, usename::text, coalesce(application_name, ''), state, clock_timestamp() - xact_start, query, NULL::text, false
            FROM blocking LEFT JOIN pg_stat_activity ON pid = ANY (pids)
            """,
            connection)
        { Parameters = { new() { Value = processId } } };
        await using var reader = await command.ExecuteReaderAsync(_stop.Token);
        var (isHeld, found) = (false, new List<LockBlocker>());
        while (await reader.ReadAsync(_stop.Token))
        {
            isHeld = reader.GetBoolean(0);
            if (!reader.IsDBNull(1)) found.Add(LockBlockers.Read(reader, first: 1));
        }

        var blockers = found.Count == 0 ? null : LockBlocker.Describe(found);
        if (blockers is not null) _blockers = blockers;
        Tell(blockers);
        return isHeld;
    }

    /// <summary>What waits for longer than a lock timeout waits harmlessly, and for hours if need be: for whom is told once in a while.</summary>
    private void Tell(string? blockers)
    {
        if (blockers is null || _place is not { } place)
        {
            _looks = 0;
            return;
        }

        if (++_looks < LooksBeforeTelling || (_told != 0 && _time.GetElapsedTime(_told) < TellInterval)) return;

        _told = _time.GetTimestamp();
        _logger.WaitingHarmlessly(place.Migration, place.Step, blockers);
        _options.Progress?.Report(new(MigrationProgressKind.WaitingForBlockers, place.Migration, place.Step, place.Steps, blockers));
    }

    private sealed record Place(string Migration, int Step, int Steps);
}
