using System.Diagnostics;
using Npgsql;

namespace TradingPlatform.Testing;

/// <summary>
/// Clients of <see cref="BusyTable"/> that read, change and add rows at a fixed rate, whatever the database does: a request is due at its
/// time even while others are stuck, and its wait counts from then.
/// </summary>
public sealed class ClientLoad : IAsyncDisposable
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly ManualResetEvent _stop = new(initialState: false);
    private readonly List<LoadClient> _clients = [];
    private readonly List<Task> _running = [];
    private readonly int _rate;
    private long _stopAt = long.MaxValue;

    private ClientLoad(int rate, IEnumerable<NpgsqlConnection> connections, long rows, long firstNew)
    {
        _rate = rate;
        _clients.AddRange(connections.Select(connection => new LoadClient(connection, rows, firstNew)));

        // Threads of their own: in the pool they would wait for the migration's turns, which is no fault of the database.
        foreach (var (number, client) in _clients.Index())
            _running.Add(Task.Factory.StartNew(() => Run(client, number), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>Connects and begins.</summary>
    /// <param name="connectionString">The database of the table.</param>
    /// <param name="rows">How many rows the table was created with.</param>
    /// <param name="rate">Requests a second, half of them reading.</param>
    /// <param name="connections">How many clients share them.</param>
    /// <param name="cancellationToken">Stops the connecting.</param>
    public static async Task<ClientLoad> StartAsync(string connectionString, long rows, int rate, int connections, CancellationToken cancellationToken)
    {
        // A request that is stuck for minutes ends in an error, not in a test that hangs.
        var options = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 600, ApplicationName = "load", Options = LoadClient.SessionOptions };
        var opened = new List<NpgsqlConnection>();
        for (var number = 0; number < connections; number++)
        {
            opened.Add(new NpgsqlConnection(options.ConnectionString));
            await opened[^1].OpenAsync(cancellationToken);
        }

        await using var command = new NpgsqlCommand("SELECT max(id) + 1 FROM busy.trades", opened[0]);
        return new ClientLoad(rate, opened, rows, (long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>Sends nothing new, and waits for every answer that is still due.</summary>
    public async Task<LoadReport> StopAsync()
    {
        Volatile.Write(ref _stopAt, Math.Min(_stopAt, Stopwatch.GetTimestamp()));
        _stop.Set();
        await Task.WhenAll(_running);
        var due = Enumerable.Range(0, _clients.Count).Sum(DueOf);
        var samples = _clients.SelectMany(client => client.Samples).OrderBy(sample => sample.Due).ToList();
        return new LoadReport(samples, due - samples.Count, [.. _clients.SelectMany(client => client.Errors)]);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            foreach (var client in _clients) await client.DisposeAsync();
            _stop.Dispose();
        }
    }

    private void Run(LoadClient client, int number)
    {
        for (long request = number; WaitFor(TimeOf(request)); request += _clients.Count)
        {
            var due = TimeOf(request);
            client.Send(request, request / _clients.Count, (due, Stopwatch.GetElapsedTime(_began, due)));
        }
    }

    /// <summary>False: the load has ended before.</summary>
    private bool WaitFor(long due)
    {
        while (true)
        {
            if (due >= Volatile.Read(ref _stopAt)) return false;

            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due).TotalMilliseconds;
            if (left <= 0) return true;
            _stop.WaitOne((int)Math.Ceiling(left));
        }
    }

    private long TimeOf(long request) => _began + (long)((double)request * Stopwatch.Frequency / _rate);

    private long DueOf(int number)
    {
        var count = 0L;
        for (long request = number; TimeOf(request) < _stopAt; request += _clients.Count) count++;
        return count;
    }
}
