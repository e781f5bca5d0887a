using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;

namespace TradingPlatform.MigrationService;

/// <summary>What a verb works with.</summary>
internal sealed class VerbContext
{
    private readonly IHostEnvironment _environment;
    private readonly IServiceProvider _services;
    private readonly string _connectionString;

    private VerbContext(IServiceProvider services, string connectionString, SchemaMigrator migrator, ILogger logger)
    {
        _services = services;
        _environment = services.GetRequiredService<IHostEnvironment>();
        _connectionString = connectionString;
        Migrator = migrator;
        Logger = logger;
    }

    public SchemaMigrator Migrator { get; }

    public ILogger Logger { get; }

    /// <summary>How much is seeded when the command line does not say: <c>Seed:Profile</c>, or demo in Development and minimal elsewhere.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: the configured profile does not exist.</exception>
    public SeedProfile ConfiguredProfile
    {
        get
        {
            var text = _services.GetRequiredService<IConfiguration>()["Seed:Profile"];
            if (string.IsNullOrWhiteSpace(text)) return _environment.IsDevelopment() ? SeedProfile.Demo : SeedProfile.Minimal;

            return Enum.TryParse<SeedProfile>(text, ignoreCase: true, out var profile) && Enum.IsDefined(profile)
                ? profile
                : throw new MigrationException(MigrationExitCode.Usage, $"Seed:Profile is '{text}': use none, minimal or demo.");
        }
    }

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: no connection, or one that cannot be read.</exception>
    public static VerbContext Create(IHost host, string verb, string? connection, TimeSpan? lockWait)
    {
        var services = host.Services;
        var connectionString = DatabaseConnection.Resolve(connection, services.GetRequiredService<IConfiguration>());
        var options = new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(connectionString, TradingDatabase.ConfigureNpgsql).Options;
        var engineOptions = new MigrationEngineOptions
        {
            ConnectionString = connectionString,
            ContextOptions = options,
            ApplicationName = $"MigrationService {verb}",
            ApplicationVersion = typeof(VerbContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
        };
        if (lockWait is { } wait) engineOptions = engineOptions with { LockWait = wait };

        var migrator = new SchemaMigrator(
            () => new TradingDbContext(options),
            engineOptions,
            services.GetRequiredService<ILogger<SchemaMigrator>>(),
            services.GetRequiredService<TimeProvider>());
        return new VerbContext(services, connectionString, migrator, services.GetRequiredService<ILoggerFactory>().CreateLogger(ServiceTelemetry.Name));
    }

    /// <summary>Takes the lock. In Development a missing database is created first: nobody else would.</summary>
    public async Task<MigrationSession> BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Migrator.BeginAsync(cancellationToken);
        }
        catch (MigrationException exception) when (
            _environment.IsDevelopment() && exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName })
        {
            await DevelopmentDatabase.CreateAsync(_connectionString, Logger, cancellationToken);
            return await Migrator.BeginAsync(cancellationToken);
        }
    }

    /// <summary>Seeds under the session's lock.</summary>
    public async Task SeedAsync(MigrationSession session, SeedProfile profile, CancellationToken cancellationToken)
    {
        using var activity = ServiceTelemetry.Source.StartActivity("seed");
        activity?.SetTag("seed.profile", profile.ToString());
        var report = await ActivatorUtilities.CreateInstance<SeedRunner>(_services).RunAsync(session.Connection, profile, cancellationToken);
        if (report.Total == 0) Log.NothingToSeed(Logger);
    }
}
