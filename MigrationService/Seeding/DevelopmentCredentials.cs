namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// The sign-ins of a development database, printed in the README. The password is refused outside Development: there the first
/// administrator's comes from <c>Seed:Admin:Password</c>, and the demo desk's from <c>Seed:Demo:Password</c>.
/// </summary>
internal static class DevelopmentCredentials
{
    public const string AdminEmail = "admin@example.com";

    /// <summary>Of the people of the demo desk. The first administrator's is generated.</summary>
    public const string Password = "Trade-Local-1!";

    public static string TraderEmail(int number) => $"trader{number:00}@example.com";
}
