using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Holds a service back until its database is fit for it.</summary>
public static class StartupGateRegistration
{
    /// <summary>
    /// Asks <paramref name="check"/> before the server listens, again and again for <see cref="StartupGateOptions.Wait"/>, and then stops
    /// the service with its last reason and <see cref="ServiceExitCode.SchemaPending"/>, or
    /// <see cref="ServiceExitCode.DatabaseUnavailable"/> where the database did not answer.
    /// </summary>
    public static void AddStartupGate<TContext>(
        this IHostApplicationBuilder builder, Func<TContext, CancellationToken, Task<StartupVerdict>> check)
        where TContext : DbContext
    {
        builder.Services.AddOptions<StartupGateOptions>()
            .BindConfiguration(StartupGateOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddHostedService(services =>
            ActivatorUtilities.CreateInstance<StartupGate<TContext>>(services, check));
    }
}
