using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

/// <summary>A database with the demo desk in it, cloned for each test.</summary>
internal static class DemoDatabase
{
    public static Task<TestDatabase> CreateAsync() => TestDatabase.CloneAsync("demo", async connectionString =>
    {
        await MigratedDatabase.MigrateAsync(connectionString);
        await Seeded.SeedAsync(connectionString, new SeedRequest(SeedProfile.Demo));
    });
}
