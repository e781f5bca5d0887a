using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace TradingPlatform.ServiceDefaults;

/// <summary>
/// Owns the trace and metric providers for the life of the host, and ends all three exports together within the time of one export and
/// <see cref="FlushGraceMilliseconds"/>, whether or not anybody listens at the endpoint.
/// </summary>
/// <remarks>.NET's own libraries publish activities and meters by name, so no instrumentation package is needed.</remarks>
internal sealed class TelemetryPipeline(IConfiguration configuration, IHostEnvironment environment, LoggerProvider logs)
    : IHostedLifecycleService, IDisposable
{
    /// <summary>How much longer than one export the last flush may take, in milliseconds.</summary>
    private const int FlushGraceMilliseconds = 1_000;

    private TracerProvider? _traces;
    private MeterProvider? _metrics;
    private int _exportTimeout;
    private bool _ended;

    /// <exception cref="OptionsValidationException">The time that an export may take is not a positive number.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!TelemetryRegistration.TryGetExportTimeout(configuration, out _exportTimeout))
            throw new OptionsValidationException(TelemetryRegistration.TimeoutVariable, typeof(OtlpExporterOptions), [
                $"{TelemetryRegistration.TimeoutVariable} is '{configuration[TelemetryRegistration.TimeoutVariable]}': "
                + "give the longest time of one export in milliseconds, for instance 2000.",
            ]);

        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(TelemetryResource.Describe(configuration, environment))
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "TradingPlatform.*")
            .AddProcessor(new StatementSpanName())
            .AddOtlpExporter(exporter => exporter.TimeoutMilliseconds = _exportTimeout)
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(TelemetryResource.Describe(configuration, environment))
            .AddMeter("Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "Npgsql", "TradingPlatform.*")
            .AddOtlpExporter(exporter => exporter.TimeoutMilliseconds = _exportTimeout)
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
        var timeout = (int)Math.Min(int.MaxValue, (long)_exportTimeout + FlushGraceMilliseconds);
        // Together and not one after the other: the time is the longest of the three, not their sum. On threads of their own: blocked
        // pool threads would leave none to the exports' own continuations on a small machine, and the pool adds one only every half second.
        Thread[] flushes =
        [
            new(() => _traces?.Shutdown(timeout)),
            new(() => _metrics?.Shutdown(timeout)),
            new(() => logs.Shutdown(timeout)),
        ];
        foreach (var flush in flushes)
            flush.Start();
        foreach (var flush in flushes)
            flush.Join();
    }
}
