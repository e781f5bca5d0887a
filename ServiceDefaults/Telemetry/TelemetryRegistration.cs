using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Traces, metrics and logs over OTLP.</summary>
internal static class TelemetryRegistration
{
    /// <summary>The variable that switches the export on: Aspire and the embedded AppHost set it to the dashboard's address.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // ASP.NET Core describes the request in OpenTelemetry's words, but in .NET 10 only when asked to; RequestActivity adds the outcome.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointVariable]))
            return;

        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
            logs.SetResourceBuilder(TelemetryResource.Describe(builder.Configuration, builder.Environment));
            logs.AddOtlpExporter(BoundExport);
        });
        builder.Services.AddSingleton<IStartupFilter, RequestActivity>();
        builder.Services.AddHostedService<TelemetryPipeline>();
    }

    /// <summary>One export may take two seconds, so that a dead endpoint cannot hold up the end of the process.</summary>
    public static void BoundExport(OtlpExporterOptions exporter) => exporter.TimeoutMilliseconds = 2_000;
}
