using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding.Demo;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>What seeders work with beside the database. What is dear is made at first need: most starts seed nothing.</summary>
internal sealed class SeedServices(IConfiguration configuration, string environmentName, ILogger logger, TimeProvider time)
{
    private readonly Lazy<KeyRing> _keys = new(() =>
        ConfiguredKeys.Read(configuration, environmentName.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase)));

    public IConfiguration Configuration => configuration;

    public string EnvironmentName => environmentName;

    public bool IsDevelopment { get; } = environmentName.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase);

    public ILogger Logger => logger;

    public TimeProvider Time => time;

    /// <summary>The keys that credentials are encrypted with.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: they are missing or wrong.</exception>
    public KeyRing Keys => _keys.Value;

    /// <summary>The rows of the demo desk, made at first need.</summary>
    public DemoWorld Demo { get; } = new();

    /// <summary>What the people of the demo desk sign in with.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.SeedFailed"/>: outside Development it has to be configured, and is not.</exception>
    public string DemoPassword =>
        SeedPassword.Configured(this, "Seed:Demo:Password", "people whom others can reach")
        ?? (IsDevelopment
            ? DevelopmentCredentials.Password
            : throw new MigrationException(
                MigrationExitCode.SeedFailed,
                $"The demo desk's people need a password in {environmentName}: give them one as a secret, Seed:Demo:Password (environment variable Seed__Demo__Password)."));
}
