using Microsoft.Extensions.Configuration;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The key ring of the parts of this program that write or rotate credentials.</summary>
internal static class ConfiguredKeys
{
    /// <summary>The keys of section <c>Encryption</c>; in Development there is one without any configuration.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: there is none, or one is no key.</exception>
    public static KeyRing Read(IConfiguration configuration, bool isDevelopment)
    {
        try
        {
            return KeyRing.Of(configuration, isDevelopment);
        }
        catch (EncryptionException exception)
        {
            throw new MigrationException(MigrationExitCode.Usage, exception.Message, exception);
        }
    }
}
