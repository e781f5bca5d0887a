namespace TradingPlatform.AppHost;

/// <summary>Waits until a service answers 200 on its health endpoint.</summary>
internal static class ReadinessProbe
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <exception cref="AppHostException">The service did not become ready in a minute.</exception>
    public static async Task WaitAsync(string resource, string url, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        using var client = new HttpClient();
        while (!await IsReadyAsync(client, url, deadline.Token))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
                throw new AppHostException($"{resource} did not become ready within {Timeout.TotalSeconds:0} s ({url}).", AppHostException.StartUpExitCode);
            await Task.WhenAny(Task.Delay(Interval, deadline.Token));
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, string url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(url, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
