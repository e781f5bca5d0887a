using System.Security.Cryptography;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>Passwords that come from the configuration or are made up.</summary>
internal static class SeedPassword
{
    private const int Shortest = 12;
    private const int Groups = 4;
    private const int GroupLength = 5;

    // Without those that look alike: it is copied from a screen.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>The password in <paramref name="setting"/>; null where there is none.</summary>
    /// <param name="services">The configuration.</param>
    /// <param name="setting">The setting.</param>
    /// <param name="owner">Who is to sign in with it.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.SeedFailed"/>: it is too short, or printed in the documentation of an environment that others reach.</exception>
    public static string? Configured(SeedServices services, string setting, string owner)
    {
        var password = services.Configuration[setting];
        if (string.IsNullOrEmpty(password)) return null;

        return password.Length >= Shortest && (services.IsDevelopment || password != DevelopmentCredentials.Password)
            ? password
            : throw new MigrationException(
                MigrationExitCode.SeedFailed,
                $"{setting} is not fit for {owner}: use at least {Shortest} characters that are not the development password.");
    }

    /// <summary>A password of 20 letters and digits, about 99 bits.</summary>
    public static string Generate() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));
}
