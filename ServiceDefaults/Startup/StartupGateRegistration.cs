using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Holds a service back until its database is fit for it, and takes it back when that ends.</summary>
public static class StartupGateRegistration
{
    /// <summary>
    /// Takes the steps of <paramref name="makeSteps"/>: enters before the server listens, again and again for
    /// <see cref="StartupGateOptions.Wait"/>, and then stops the service with the last reason and its exit code; beats while it runs; leaves
    /// at the end. A service that may not go on is not ready at once, and stops or waits as <see cref="StartupGateOptions.WhenRefused"/> says.
    /// </summary>
    /// <remarks>Adds the health check <c>schema</c>. <see cref="ApiDefaults.UseApiDefaults"/> answers requests with 503 while the gate is closed.</remarks>
    public static void AddStartupGate<TContext>(this IHostApplicationBuilder builder, Func<StartupGateOptions, StartupGateSteps<TContext>> makeSteps)
        where TContext : DbContext
    {
        builder.Services.AddOptions<StartupGateOptions>()
            .BindConfiguration(StartupGateOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.Beat < options.Expiry, "SchemaGate:Expiry must be longer than SchemaGate:Beat, or the service expires between two beats.")
            .ValidateOnStart();
        builder.Services.AddSingleton<StartupState>();
        builder.Services.AddSingleton(services => makeSteps(services.GetRequiredService<IOptions<StartupGateOptions>>().Value));
        builder.Services.AddSingleton<StartupGateCaller<TContext>>();
        builder.Services.AddHostedService<StartupGate<TContext>>();
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            "schema", services => ActivatorUtilities.CreateInstance<StartupHealthCheck>(services), HealthStatus.Unhealthy, tags: null));
    }
}
