namespace TradingPlatform.MigrationService.Seeding;

/// <summary>Whether a seed is complete, as an SQL condition that needs neither services nor a model.</summary>
internal static class SeedPresence
{
    /// <summary>True in a database to which <see cref="SeedRunner"/> would add nothing.</summary>
    public static string Sql(SeedProfile profile) => string.Join(
        " AND ",
        Seeders.All.Where(seeder => profile.Includes(seeder.Profile)).Select(seeder => seeder.IsPresentSql).DefaultIfEmpty("true"));
}
