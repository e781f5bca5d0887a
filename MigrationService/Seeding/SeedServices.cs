using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>What seeders work with beside the database. What is dear is made at first need: most starts seed nothing.</summary>
internal sealed class SeedServices(IConfiguration configuration, string environmentName, ILogger logger, TimeProvider time)
{
    private readonly Lazy<KeyRing> _keys = new(() => Keyring(configuration, environmentName));

    public IConfiguration Configuration => configuration;

    public string EnvironmentName => environmentName;

    public bool IsDevelopment { get; } = environmentName.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase);

    public ILogger Logger => logger;

    public TimeProvider Time => time;

    /// <summary>The keys that credentials are encrypted with.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: they are missing or wrong.</exception>
    public KeyRing Keys => _keys.Value;

    private static KeyRing Keyring(IConfiguration configuration, string environmentName)
    {
        try
        {
            return KeyRing.Of(configuration, environmentName.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase));
        }
        catch (EncryptionException exception)
        {
            throw new MigrationException(MigrationExitCode.Usage, exception.Message, exception);
        }
    }
}
