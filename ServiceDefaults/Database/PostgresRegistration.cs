using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Registers a DbContext on PostgreSQL by the name of its connection string.</summary>
public static class PostgresRegistration
{
    /// <summary>
    /// Registers <typeparamref name="TContext"/> on a connection pool, with a command timeout, retries after transient failures and a
    /// health check, all set by <see cref="PostgresOptions"/>.
    /// </summary>
    /// <remarks>
    /// A missing or unusable connection string stops the service at start with one sentence. Retries cover single queries and
    /// <c>SaveChanges</c>; EF Core refuses a transaction of one's own under a retrying strategy, so such work goes into
    /// <c>context.Database.CreateExecutionStrategy().ExecuteAsync(...)</c>, which repeats it as a whole.
    /// </remarks>
    /// <param name="builder">The application's builder.</param>
    /// <param name="connectionName">The name under <c>ConnectionStrings</c>, and of the health check.</param>
    /// <param name="configure">What the context's owner adds, such as the place of the migrations history.</param>
    public static void AddPostgresDbContext<TContext>(
        this IHostApplicationBuilder builder, string connectionName, Action<NpgsqlDbContextOptionsBuilder>? configure = null)
        where TContext : DbContext
    {
        var connectionString = builder.Configuration.GetConnectionString(connectionName);
        var options = builder.Configuration.GetSection(PostgresOptions.Section).Get<PostgresOptions>() ?? new PostgresOptions();

        builder.Services.AddOptions<PostgresOptions>(connectionName)
            .BindConfiguration(PostgresOptions.Section)
            .Configure(bound => bound.ConnectionString = connectionString)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PostgresOptions>>(
            new PostgresOptionsValidator(connectionName, builder.Environment));

        builder.AddPostgresContext<TContext>(
            connectionName,
            PostgresConnectionString.Complete(connectionString ?? string.Empty, builder.Environment.ApplicationName),
            options,
            configure);

        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            connectionName,
            services => ActivatorUtilities.CreateInstance<PostgresHealthCheck<TContext>>(services),
            HealthStatus.Unhealthy,
            tags: null,
            timeout: TimeSpan.FromSeconds(options.HealthTimeoutSeconds)));
    }
}
