using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class HistoryTests
{
    [Fact]
    public async Task History_AfterUpAndDown_ShowsBothNewestFirst()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.RunAsync("down", "--yes");

        var (exitCode, output) = await database.RunAsync("history", "--limit", "2");

        Assert.True(exitCode == 0, output);
        var lines = output.Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  \d{14}_\w+ +down  succeeded  .+ run  .+@.+ as ", lines[0]);
        Assert.Contains("  up ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_OfOneMigration_IsFoundByPartOfItsName()
    {
        await using var database = await MigratedDatabase.CreateAsync();

        var (exitCode, document) = await database.RunJsonAsync("history", "--migration", "UsersAnd");

        var entry = Assert.Single(document.GetProperty("entries").EnumerateArray());
        Assert.Equal((0, "20260101000003_UsersAndAuth"), (exitCode, entry.GetProperty("migrationId").GetString()));
    }

    [Fact]
    public async Task HistoryGraph_OfAPartlyMigratedDatabase_MarksWhatIsApplied()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.RunAsync("up", "+1");

        var (exitCode, output) = await database.RunAsync("history", "--graph");

        Assert.True(exitCode == 0, output);
        Assert.Contains("*  20260101000001_LegacyBaseline  (", output, StringComparison.Ordinal);
        Assert.Contains("o  20260101000002_CreateSchemasAndMoveLegacy", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HistoryGraph_WithoutADatabase_DrawsAndSaysThatNothingIsMarked()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("history", "--graph");

        Assert.True(exitCode == 0, output);
        Assert.Contains("20260101000001_LegacyBaseline", output, StringComparison.Ordinal);
        Assert.EndsWith("No database is configured: nothing is marked as applied.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Current_OfAPartlyMigratedDatabase_IsTheNewestAppliedOne()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        Assert.Equal("base: no migration is applied.", (await database.RunAsync("current")).Output);
        await database.RunAsync("up", "+2");

        var (exitCode, output) = await database.RunAsync("current");

        Assert.Equal((0, "20260101000002_CreateSchemasAndMoveLegacy"), (exitCode, output));
        Assert.StartsWith("20260101000003_UsersAndAuth", (await database.RunAsync("pending")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_WithoutADatabase_HasOperationsSqlLossesAndNeighbours()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("show", "Strategies");

        Assert.True(exitCode == 0, output);
        Assert.Contains("after   20260101000003_UsersAndAuth", output, StringComparison.Ordinal);
        Assert.Contains("before  20260101000005_BrokerConnections", output, StringComparison.Ordinal);
        Assert.Contains("create table trading.strategies (17 columns", output, StringComparison.Ordinal);
        Assert.Contains("CREATE TABLE trading.strategies (", output, StringComparison.Ordinal);
        Assert.Contains("loses the rows of trading.strategies, if there is any", output, StringComparison.Ordinal);
        Assert.Contains("DROP TABLE trading.strategies;", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfANameThatIsNotUnique_ListsTheCandidates()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("show", "2026");

        Assert.True(exitCode == 2, output);
        Assert.Contains("20260101000003_UsersAndAuth", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_HasOneHead() => Assert.Single(MigrationGraph.Of(VerbContext.OfflineOptions).Heads);
}
