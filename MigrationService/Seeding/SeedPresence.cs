namespace TradingPlatform.MigrationService.Seeding;

/// <summary>Whether a seed is complete, as an SQL condition that needs neither services nor a model.</summary>
internal static class SeedPresence
{
    /// <summary>True in a database to which <see cref="SeedRunner"/> would add nothing.</summary>
    /// <remarks>Where nothing is seeded, as in Production by default, no seeder is set up to say so: it would be a fiftieth of such a start.</remarks>
    public static string Sql(SeedProfile profile) => profile == SeedProfile.None ? "true" : string.Join(
        " AND ",
        Seeders.All.Where(seeder => profile.Includes(seeder.Profile)).Select(seeder => seeder.IsPresentSql));
}
