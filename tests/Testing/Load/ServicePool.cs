namespace TradingPlatform.Testing;

/// <summary>The instances of a service that requests go to, in turn, as a load balancer has them. Who leaves is drained first.</summary>
public sealed class ServicePool
{
    private readonly List<Uri> instances = [];
    private readonly Dictionary<Uri, int> open = [];
    private readonly Lock gate = new();
    private int next;

    /// <summary>Puts an instance into service.</summary>
    public void Add(Uri instance)
    {
        lock (gate)
        {
            instances.Add(instance);
            open[instance] = 0;
        }
    }

    /// <summary>Takes an instance out of service and waits until its requests are answered, 10 seconds at most.</summary>
    public async Task RemoveAsync(Uri instance)
    {
        lock (gate) instances.Remove(instance);
        for (var look = 0; look < 1000; look++)
        {
            lock (gate) if (open[instance] == 0) return;
            await Task.Delay(10);
        }

        throw new TimeoutException("The instance did not get done with its requests.");
    }

    /// <summary>Sends a request by the instance whose turn it is.</summary>
    public async Task<T> SendAsync<T>(Func<Uri, Task<T>> send)
    {
        Uri instance;
        lock (gate)
        {
            instance = instances[next++ % instances.Count];
            open[instance]++;
        }

        try
        {
            return await send(instance);
        }
        finally
        {
            lock (gate) open[instance]--;
        }
    }
}
