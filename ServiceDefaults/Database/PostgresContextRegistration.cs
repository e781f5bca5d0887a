using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
#if !ASPIRE
using Microsoft.Extensions.DependencyInjection;
#endif

namespace TradingPlatform.ServiceDefaults;

/// <summary>The one difference between a build with Aspire's integration and a build without: who registers the pooled context.</summary>
internal static class PostgresContextRegistration
{
    public static void AddPostgresContext<TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        string connectionString,
        PostgresOptions options,
        Action<NpgsqlDbContextOptionsBuilder>? configure)
        where TContext : DbContext
    {
#if ASPIRE
        builder.AddNpgsqlDbContext<TContext>(
            connectionName,
            settings =>
            {
                settings.ConnectionString = connectionString;
                settings.DisableHealthChecks = true; // ours is bounded in time
                settings.DisableTracing = true; // TelemetryPipeline subscribes by name
                settings.DisableMetrics = true;
                settings.DisableRetry = true; // set below, from the options
            },
            context => context.UseNpgsql(npgsql => Configure(npgsql, options, configure)));
#else
        _ = connectionName; // Aspire's integration looks its settings up by it
        builder.Services.AddDbContextPool<TContext>(
            context => context.UseNpgsql(connectionString, npgsql => Configure(npgsql, options, configure)));
#endif
    }

    private static void Configure(
        NpgsqlDbContextOptionsBuilder npgsql, PostgresOptions options, Action<NpgsqlDbContextOptionsBuilder>? configure)
    {
        npgsql.CommandTimeout(options.CommandTimeoutSeconds);
        if (options.MaxRetries > 0)
            npgsql.EnableRetryOnFailure(options.MaxRetries, TimeSpan.FromSeconds(options.MaxRetryDelaySeconds), errorCodesToAdd: null);
        configure?.Invoke(npgsql);
    }
}
