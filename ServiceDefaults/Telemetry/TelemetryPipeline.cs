using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace TradingPlatform.ServiceDefaults;

/// <summary>
/// Owns the trace and metric providers for the life of the host, and ends all three exports together within
/// <see cref="FlushTimeoutMilliseconds"/>, whether or not anybody listens at the endpoint.
/// </summary>
/// <remarks>.NET's own libraries publish activities and meters by name, so no instrumentation package is needed.</remarks>
internal sealed class TelemetryPipeline(IConfiguration configuration, IHostEnvironment environment, LoggerProvider logs)
    : IHostedLifecycleService, IDisposable
{
    /// <summary>The longest that the last flush may take, in milliseconds.</summary>
    public const int FlushTimeoutMilliseconds = 3_000;

    private TracerProvider? _traces;
    private MeterProvider? _metrics;
    private bool _ended;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(TelemetryResource.Describe(configuration, environment))
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "TradingPlatform.*")
            .AddProcessor(new StatementSpanName())
            .AddOtlpExporter(TelemetryRegistration.BoundExport)
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(TelemetryResource.Describe(configuration, environment))
            .AddMeter("Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "Npgsql", "TradingPlatform.*")
            .AddOtlpExporter(TelemetryRegistration.BoundExport)
            .Build();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        End();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        End();
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private void End()
    {
        if (_ended)
            return;

        _ended = true;
        // Together and not one after the other: the time is the longest of the three, not their sum. On threads of their own: blocked
        // pool threads would leave none to the exports' own continuations on a small machine, and the pool adds one only every half second.
        Thread[] flushes =
        [
            new(() => _traces?.Shutdown(FlushTimeoutMilliseconds)),
            new(() => _metrics?.Shutdown(FlushTimeoutMilliseconds)),
            new(() => logs.Shutdown(FlushTimeoutMilliseconds)),
        ];
        foreach (var flush in flushes)
            flush.Start();
        foreach (var flush in flushes)
            flush.Join();
    }
}
