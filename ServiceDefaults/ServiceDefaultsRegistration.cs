using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace TradingPlatform.ServiceDefaults;

/// <summary>What every process of the platform has.</summary>
public static class ServiceDefaultsRegistration
{
    /// <summary>
    /// How long a host may take to stop before it is cut off. The AppHost promises to stop everything within ten seconds.
    /// </summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds telemetry over OTLP (only when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set and not empty), health checks, the system clock, and
    /// the graceful stop when a parent closes the standard input (only when <c>STOP_WHEN_STDIN_CLOSES</c> is <c>true</c>).
    /// </summary>
    /// <remarks>Works for web and for plain hosts. Telemetry runs from the start to the end of the host.</remarks>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddDefaultLogLevels();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddTelemetry();
        builder.Services.AddHealthChecks();

        if (string.Equals(builder.Configuration["STOP_WHEN_STDIN_CLOSES"], "true", StringComparison.OrdinalIgnoreCase))
            builder.Services.AddHostedService<StopWhenStdinCloses>();

        return builder;
    }
}
