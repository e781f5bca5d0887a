using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Traces, metrics and logs over OTLP.</summary>
internal static class TelemetryRegistration
{
    /// <summary>The variable that switches the export on: Aspire and the embedded AppHost set it to the dashboard's address.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>OpenTelemetry's variable for the longest that one export may take, in milliseconds; <see cref="DefaultTimeoutMilliseconds"/> when it is not set.</summary>
    public const string TimeoutVariable = "OTEL_EXPORTER_OTLP_TIMEOUT";

    /// <summary>Shorter than OpenTelemetry's 10 seconds, so that a dead endpoint cannot hold up the end of the process.</summary>
    private const int DefaultTimeoutMilliseconds = 2_000;

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // ASP.NET Core describes the request in OpenTelemetry's words, but in .NET 10 only when asked to; RequestActivity adds the outcome.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointVariable]))
            return;

        _ = TryGetExportTimeout(builder.Configuration, out var timeout); // refused by the pipeline, whose failure is one sentence
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
            logs.SetResourceBuilder(TelemetryResource.Describe(builder.Configuration, builder.Environment));
            logs.AddOtlpExporter(exporter => exporter.TimeoutMilliseconds = timeout);
        });
        builder.Services.AddSingleton<IStartupFilter, RequestActivity>();
        builder.Services.AddHostedService<TelemetryPipeline>();
    }

    /// <summary>The longest that one export may take, in milliseconds.</summary>
    /// <returns>False when <see cref="TimeoutVariable"/> is not a positive number: the default counts then.</returns>
    public static bool TryGetExportTimeout(IConfiguration configuration, out int milliseconds)
    {
        milliseconds = DefaultTimeoutMilliseconds;
        if (configuration[TimeoutVariable] is not { Length: > 0 } text)
            return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) || given == 0)
            return false;

        milliseconds = given;
        return true;
    }
}
