using Microsoft.Extensions.Hosting;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>Which seed is possible in which environment.</summary>
internal static class SeedPolicy
{
    /// <summary>The profile of an environment that does not name one.</summary>
    public static SeedProfile DefaultOf(bool isDevelopment) => isDevelopment ? SeedProfile.Demo : SeedProfile.Minimal;

    /// <summary>Refuses invented data in Production, and taking data away anywhere but in Development.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>.</exception>
    public static void Check(SeedProfile profile, bool reset, string environmentName)
    {
        if (profile > SeedProfile.Minimal && Is(environmentName, Environments.Production))
        {
            throw new MigrationException(
                MigrationExitCode.Refused,
                $"The seed profile {Word(profile)} is invented data and this is {environmentName}: use --profile minimal or none.");
        }

        if (reset && !Is(environmentName, Environments.Development))
        {
            throw new MigrationException(
                MigrationExitCode.Refused,
                $"`seed --reset` is for developers: this runs in {environmentName}. It works with DOTNET_ENVIRONMENT=Development, and never on a database that matters.");
        }
    }

    /// <summary>The profile as it is written in options and settings.</summary>
    public static string Word(this SeedProfile profile) => profile.ToString().ToLowerInvariant();

    private static bool Is(string environmentName, string other) => environmentName.Equals(other, StringComparison.OrdinalIgnoreCase);
}
