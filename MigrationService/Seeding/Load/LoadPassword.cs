using TradingPlatform.Identity;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>
/// With what the load's traders sign in: <c>Seed:Demo:Password</c> as the demo's people do, or the development password in Development.
/// Elsewhere, without the setting, with nothing that anybody knows: a database can be filled without letting thousands in.
/// </summary>
internal static class LoadPassword
{
    /// <summary>Hashed once for all of them: hashing is made to be slow.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.SeedFailed"/>: the configured one is not fit.</exception>
    public static string HashOf(SeedServices services)
    {
        var password = SeedPassword.Configured(services, "Seed:Demo:Password", "the load's traders")
            ?? (services.IsDevelopment ? DevelopmentCredentials.Password : SeedPassword.Generate());
        return new PasswordHashing().Hash(password);
    }
}
