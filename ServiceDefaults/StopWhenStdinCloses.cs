using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.ServiceDefaults;

/// <summary>
/// Stops the host when its standard input ends: the parent closed it to stop this process, or the parent is gone.
/// Works the same on every operating system and needs no signal.
/// </summary>
internal sealed class StopWhenStdinCloses(IHostApplicationLifetime lifetime, ILogger<StopWhenStdinCloses> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A blocking read of the standard input cannot be cancelled, so it gets a thread that does not keep the process alive.
        var watcher = new Thread(Watch) { IsBackground = true, Name = nameof(StopWhenStdinCloses) };
        watcher.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Watch()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (input.Read(buffer) > 0)
        {
        }

        Log.StandardInputClosed(logger);
        lifetime.StopApplication();
    }
}
