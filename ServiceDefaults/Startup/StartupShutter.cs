using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Answers for a service that may not touch its database.</summary>
internal static class StartupShutter
{
    /// <summary>503 for every request but those of the orchestrator, while the gate is closed. Nothing where the service has no gate.</summary>
    public static void UseStartupShutter(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<StartupState>() is not { } state) return;

        app.Use(async (http, next) =>
        {
            if (state.Obstacle is null || HealthEndpoints.IsProbe(http.Request.Path))
            {
                await next(http);
                return;
            }

            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "5";
            await http.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = http,
                ProblemDetails = new ProblemDetails
                {
                    Status = StatusCodes.Status503ServiceUnavailable,
                    Detail = "The service does not fit its database at the moment: try again in a few seconds.",
                },
            });
        });
    }
}
