using TradingPlatform.MigrationService.Seeding.Demo;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>Whether a seed is complete, as an SQL condition that needs neither services nor a model.</summary>
internal static class SeedPresence
{
    private static string Minimal => $"{AccessSeed.PresentSql} AND {FirstAdministrator.PresentSql} AND {SystemConfigurationSeed.PresentSql}";

    /// <summary>True in a database to which <see cref="SeedRunner"/> would add nothing.</summary>
    public static string Sql(SeedProfile profile) => profile switch
    {
        SeedProfile.None => "true",
        SeedProfile.Minimal => Minimal,
        SeedProfile.Demo => $"{Minimal} AND {DemoDesk.PresentSql}",
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };
}
