using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>The program itself does not pass a hazard that no exemption names, where a database is in use and nobody is developing.</summary>
public sealed class HazardRefusalTests
{
    private const string Before = "20260101000037_PositionOwners";
    private const string Contract = "20260101000038_PositionOwnersContract";

    // Somebody has partitioned the table of this one database. Its new key cannot be an index that is there already, which no author foresaw.
    private const string Partitioned =
        """
        ALTER TABLE execution.positions RENAME TO positions_of_before;
        CREATE TABLE execution.positions (LIKE execution.positions_of_before) PARTITION BY LIST (symbol);
        """;

    private const string Refusal =
        "This is not safe on a database that is in use, and nothing was done: change the migration, or exempt the operation with a reason where you know better (`lint`, docs/rules).\n"
        + $"  {Contract}: add-primary-key: ";

    [Fact]
    public async Task Complete_WhenAMigrationHasAnUnassuredHazard_IsRefusedOutsideOfDevelopment()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await RunAsync(database, "Development", 0, "up", Before);
        await RunAsync(database, "Development", 0, "backfill", "run", "positions-owners");
        await database.ExecuteAsync(Partitioned);

        foreach (var environment in new[] { "Production", "Staging" })
        {
            var output = await RunAsync(database, environment, 8, "complete", "--yes", "--allow-data-loss");
            Assert.Contains(Refusal, output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        }

        Assert.Equal(Before, await database.ScalarAsync<string>("SELECT max(\"MigrationId\") FROM migration.\"__EFMigrationsHistory\""));
    }

    private static async Task<string> RunAsync(TestDatabase database, string environment, int expected, params string[] arguments)
    {
        await using var process = Worker.StartWith(database.ConnectionString, new() { ["DOTNET_ENVIRONMENT"] = environment }, arguments);
        var (exitCode, output) = await process.EndAsync();
        Assert.True(exitCode == expected, output);
        return output;
    }
}
