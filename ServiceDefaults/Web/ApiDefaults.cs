using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TradingPlatform.ServiceDefaults;

/// <summary>The conventions of the platform's web APIs.</summary>
public static class ApiDefaults
{
    /// <summary>
    /// Adds the one way to fail (ProblemDetails with a trace id, without internals) and the JSON conventions: camelCase, enums as
    /// lower_snake text, decimals exact.
    /// </summary>
    public static void AddApiDefaults(this IHostApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<FailureHandler>();
        // Otherwise only Development tells FailureHandler of a request that cannot be read.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)));
    }

    /// <summary>Puts the failure handling in front of everything else; an answer without a body gets ProblemDetails. A service behind a startup gate answers 503 while it is closed.</summary>
    public static void UseApiDefaults(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseStartupShutter();
    }
}
