namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// The sign-ins of a development database, printed in the README. They are refused outside Development:
/// there the first administrator's password comes from <c>Seed:Admin:Password</c>, and no trader is seeded.
/// </summary>
internal static class DevelopmentCredentials
{
    public const string AdminEmail = "admin@example.com";
    public const string Password = "Trade-Local-1!";

    public static string TraderEmail(int number) => $"trader{number:00}@example.com";
}
