using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>A database that the worker has migrated and seeded, cloned for each test.</summary>
internal static class SeededDatabase
{
    public static Task<TestDatabase> CreateAsync() => TestDatabase.CloneAsync("worker", async connectionString =>
    {
        await using var process = Worker.Start(connectionString);
        var (exitCode, output) = await process.EndAsync();
        Assert.True(exitCode == 0, output);
    });
}
