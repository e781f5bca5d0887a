using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace TradingPlatform.ServiceDefaults;

/// <summary>
/// Completes ASP.NET Core's activity of a request as OpenTelemetry's conventions want it: named by method and route, with the outcome.
/// .NET 10 itself fills in only what is known when the request begins.
/// </summary>
internal sealed class RequestActivity : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // Outermost, so that it sees the answer that the exception handler makes.
        app.Use(CompleteAsync);
        next(app);
    };

    private static async Task CompleteAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        finally
        {
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
                Complete(activity, http);
        }
    }

    private static void Complete(Activity activity, HttpContext http)
    {
        // The exception handler takes the endpoint away and remembers it.
        var endpoint = http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
        activity.SetTag("http.route", route);

        var status = http.Response.StatusCode;
        activity.SetTag("http.response.status_code", status);
        if (status < StatusCodes.Status500InternalServerError)
            return;

        activity.SetStatus(ActivityStatusCode.Error);
        activity.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
    }
}
