using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;

namespace TradingPlatform.ServiceDefaults.Tests.Startup;

/// <summary>Constant requests over the instances in service, each writing by one and reading by another. Who leaves the service is drained first.</summary>
internal sealed class RolloutLoad : IAsyncDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Uri> _instances = [];
    private readonly Dictionary<Uri, int> _open = [];
    private readonly Lock _lock = new();
    private readonly Task[] _clients;
    private int _next;

    public RolloutLoad(Uri first)
    {
        Add(first);
        _clients = [.. Enumerable.Range(0, 4).Select(client => Task.Run(() => RunAsync(client)))];
    }

    public ConcurrentQueue<string> Failures { get; } = [];

    public int Requests { get; private set; }

    public void Add(Uri instance)
    {
        lock (_lock)
        {
            _instances.Add(instance);
            _open[instance] = 0;
        }
    }

    public async Task RemoveAsync(Uri instance)
    {
        lock (_lock) _instances.Remove(instance);
        for (var look = 0; look < 1000; look++)
        {
            lock (_lock) if (_open[instance] == 0) return;
            await Task.Delay(10);
        }

        throw new TimeoutException("The instance did not get done with its requests.");
    }

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
        await Task.WhenAll(_clients);
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(int client)
    {
        for (var round = 0; !_stop.IsCancellationRequested; round++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"trader-{client}-{round}");
            try
            {
                var id = await SendAsync(async instance =>
                {
                    using var answer = await _client.PostAsync(new Uri(instance, $"/traders?name={name}"), content: null);
                    answer.EnsureSuccessStatusCode();
                    return await answer.Content.ReadFromJsonAsync<long>();
                });
                Expect(name, await ReadAsync(id));
                await SendAsync(async instance =>
                {
                    using var answer = await _client.PutAsync(new Uri(instance, $"/traders/{id}?name={name}-renamed"), content: null);
                    return answer.EnsureSuccessStatusCode().IsSuccessStatusCode;
                });
                Expect(name + "-renamed", await ReadAsync(id));
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException)
            {
                Failures.Enqueue(exception.Message);
            }
        }
    }

    private Task<string> ReadAsync(long id) => SendAsync(instance => _client.GetStringAsync(new Uri(instance, $"/traders/{id}")));

    private void Expect(string expected, string actual)
    {
        if (actual != expected) Failures.Enqueue($"Read '{actual}' and not '{expected}'.");
    }

    private async Task<T> SendAsync<T>(Func<Uri, Task<T>> send)
    {
        Uri instance;
        lock (_lock)
        {
            instance = _instances[_next++ % _instances.Count];
            _open[instance]++;
        }

        try
        {
            return await send(instance);
        }
        finally
        {
            lock (_lock)
            {
                _open[instance]--;
                Requests++;
            }
        }
    }
}
