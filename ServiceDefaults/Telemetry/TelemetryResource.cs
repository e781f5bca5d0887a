using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Resources;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Who a trace, a metric or a log record comes from.</summary>
internal static class TelemetryResource
{
    public static ResourceBuilder Describe(IConfiguration configuration, IHostEnvironment environment)
    {
        var named = configuration["OTEL_SERVICE_NAME"];
        var version = Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

        // The environment's attributes come last and win: the orchestrator knows the replica's identity better than the replica does.
        return ResourceBuilder.CreateEmpty()
            .AddTelemetrySdk()
            .AddService(
                serviceName: string.IsNullOrWhiteSpace(named) ? environment.ApplicationName : named,
                serviceVersion: version,
                autoGenerateServiceInstanceId: false,
                serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}")
            .AddAttributes([new("deployment.environment.name", environment.EnvironmentName)])
            .AddEnvironmentVariableDetector();
    }
}
