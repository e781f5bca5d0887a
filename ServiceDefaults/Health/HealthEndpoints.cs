using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TradingPlatform.ServiceDefaults;

/// <summary>The two questions that an orchestrator asks a service.</summary>
public static class HealthEndpoints
{
    /// <summary>The tag of a check that belongs to <c>/alive</c>.</summary>
    public const string LiveTag = "live";

    private const string ReadyPath = "/health";

    private const string LivePath = "/alive";

    internal static bool IsProbe(PathString path) => path == ReadyPath || path == LivePath;

    /// <summary>
    /// Maps <c>/health</c> (ready: every check passes) and <c>/alive</c> (running: only checks tagged <see cref="LiveTag"/>).
    /// Both are anonymous, are not traced, answer 200 or 503, and name the checks and their states, nothing else.
    /// </summary>
    public static IEndpointRouteBuilder MapHealthEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks(ReadyPath, Options(_ => true)).AsProbe();
        endpoints.MapHealthChecks(LivePath, Options(check => check.Tags.Contains(LiveTag))).AsProbe();
        return endpoints;
    }

    private static HealthCheckOptions Options(Func<HealthCheckRegistration, bool> predicate) =>
        new() { Predicate = predicate, ResponseWriter = WriteAsync };

    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        // Descriptions and exceptions stay in the log: they can name hosts and users.
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(
            JsonSerializer.Serialize(new
            {
                status = Name(report.Status),
                checks = report.Entries.ToDictionary(entry => entry.Key, entry => Name(entry.Value.Status)),
            }),
            http.RequestAborted);
    }

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        HealthStatus.Unhealthy => "unhealthy",
        _ => throw new UnreachableException(),
    };

    private static void AsProbe(this IEndpointConventionBuilder endpoint) =>
        endpoint.AllowAnonymous().DisableHttpMetrics().Add(builder =>
        {
            var answer = builder.RequestDelegate!;
            builder.RequestDelegate = http =>
            {
                // Asked every few seconds: as traces they would bury everything else. Children follow their parent's flag.
                if (Activity.Current is { } activity)
                {
                    activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
                    activity.IsAllDataRequested = false;
                }

                return answer(http);
            };
        });
}
