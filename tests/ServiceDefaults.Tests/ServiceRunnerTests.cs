using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TradingPlatform.ServiceDefaults.Tests;

public sealed class ServiceRunnerTests
{
    [Fact]
    public async Task Run_ThatIsRefusedAtStart_ReturnsItsCode() =>
        Assert.Equal(10, await RunAsync(_ => throw new StartupRefusedException(ServiceExitCode.SchemaPending, "Not yet.")));

    [Fact]
    public async Task Run_ThatFailsUnexpectedly_ReturnsOne() =>
        Assert.Equal(1, await RunAsync(_ => throw new InvalidOperationException("Nobody thought of this.")));

    [Fact]
    public async Task Run_ThatIsAskedToStop_ReturnsZero() => Assert.Equal(0, await RunAsync(lifetime => lifetime.StopApplication()));

    [Fact]
    public async Task Run_ThatIsAskedToStopWhileItStarts_ReturnsZero() => Assert.Equal(0, await RunAsync(lifetime =>
    {
        lifetime.StopApplication();
        throw new OperationCanceledException();
    }));

    private static async Task<int> RunAsync(Action<IHostApplicationLifetime> start)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddServiceDefaults();
        builder.Services.AddHostedService(services => new Starting(() => start(services.GetRequiredService<IHostApplicationLifetime>())));
        return await builder.Build().RunServiceAsync();
    }

    private sealed class Starting(Action start) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            start();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
