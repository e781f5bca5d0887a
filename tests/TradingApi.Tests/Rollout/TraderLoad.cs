using System.Collections.Concurrent;
using TradingPlatform.Testing;

namespace TradingPlatform.TradingApi.Tests;

/// <summary>
/// Traders who sign in, read what is theirs, refresh and sign out, each request by another of the instances in service, while the desk's programs
/// write beside them. Every answer has to be the expected one: status and body.
/// </summary>
internal sealed class TraderLoad : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _traders;
    private int _requests;

    public TraderLoad(ServicePool pool, DeskWriter desk, IEnumerable<Trader> traders) =>
        _traders = [.. traders.Select(trader => new TraderClient(pool, _http, trader, desk, Count)).Select(client => Task.Run(() => RunAsync(client)))];

    public ConcurrentQueue<string> Failures { get; } = [];

    public int Requests => _requests;

    /// <summary>Waits until so many more requests were answered.</summary>
    public async Task PassAsync(int requests)
    {
        var aim = Requests + requests;
        for (var look = 0; look < 3000 && Requests < aim && Failures.IsEmpty; look++) await Task.Delay(10);
        Assert.Empty(Failures);
        Assert.True(Requests >= aim, "The load stands still.");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_traders);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(TraderClient client)
    {
        while (!_stop.IsCancellationRequested)
        {
            if (await client.FailureOfASessionAsync(_stop.Token) is { } failure) Failures.Enqueue(failure);
        }
    }

    private void Count() => Interlocked.Increment(ref _requests);
}
