using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using TradingPlatform.Testing;

namespace TradingPlatform.ServiceDefaults.Tests.Startup;

/// <summary>Constant requests over the instances in service, each writing by one and reading by another. Who leaves the service is drained first.</summary>
internal sealed class RolloutLoad : IAsyncDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly CancellationTokenSource _stop = new();
    private readonly ServicePool _pool = new();
    private readonly Task[] _clients;
    private int _requests;

    public RolloutLoad(Uri first)
    {
        Add(first);
        _clients = [.. Enumerable.Range(0, 4).Select(client => Task.Run(() => RunAsync(client)))];
    }

    public ConcurrentQueue<string> Failures { get; } = [];

    public int Requests => _requests;

    public void Add(Uri instance) => _pool.Add(instance);

    public Task RemoveAsync(Uri instance) => _pool.RemoveAsync(instance);

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
        try
        {
            return await _pool.SendAsync(send);
        }
        finally
        {
            Interlocked.Increment(ref _requests);
        }
    }
}
