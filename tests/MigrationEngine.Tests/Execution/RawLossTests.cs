using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class RawLossTests
{
    [Fact]
    public async Task Down_ByRawSqlThatCannotBeCounted_IsRefusedAndShowsTheStatement()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<RawLossContext>();
        await database.ExecuteAsync("INSERT INTO prices VALUES (1.5)");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.DownAsync<RawLossContext>("-1"));

        Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
        Assert.Contains("what cannot be counted, by raw SQL (UPDATE prices SET price = round(price))", failure.Message, StringComparison.Ordinal);
        Assert.Single((await database.DownAsync<RawLossContext>("-1", allowDataLoss: true)).Migrations);
    }

    [Fact]
    public async Task Down_ByRawSqlThatDropsATable_CountsItsRows()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<RawLossContext>("+1");
        await database.ExecuteAsync("INSERT INTO prices VALUES (1), (2), (3)");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.DownAsync<RawLossContext>("base"));

        Assert.Contains("3 rows of table prices", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_ByRawSqlOnEmptyTables_IsNotRefused()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<RawLossContext>();

        Assert.Equal(2, (await database.DownAsync<RawLossContext>("base")).Migrations.Count);
    }
}
