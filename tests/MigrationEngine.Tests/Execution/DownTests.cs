using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class DownTests
{
    [Fact]
    public async Task UpDownUp_GivesTheSameCatalog()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        var first = await CatalogSnapshot.ReadAsync(database.ConnectionString);

        var down = await database.DownAsync<ShopContext>("base");
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('shop.items') IS NULL"));
        await database.UpAsync<ShopContext>();

        Assert.Equal([ShopContext.IndexItems, ShopContext.AddPrice, ShopContext.CreateItems], down.Migrations);
        Assert.Equal(first, await CatalogSnapshot.ReadAsync(database.ConnectionString));
    }

    [Fact]
    public async Task Down_WhenRowsWouldBeLost_RefusesWithTheirNumbersAndChangesNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("INSERT INTO shop.items VALUES (1, 'a', 1.5), (2, 'b', NULL), (3, repeat('c', 101), 2)");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.DownAsync<ShopContext>("base"));

        Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
        Assert.Contains("3 rows of table shop.items", failure.Message, StringComparison.Ordinal);
        Assert.Contains("2 values of column shop.items.price", failure.Message, StringComparison.Ordinal);
        Assert.Contains("1 values of column shop.items.name that do not fit character varying(100)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await database.StatusAsync<ShopContext>()).Applied.Count);
        Assert.Equal(3, (await database.JournalAsync()).Count);
    }

    [Fact]
    public async Task Down_WhenDataLossIsAllowed_Reverts()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("INSERT INTO shop.items VALUES (1, 'a', 1.5)");

        var result = await database.DownAsync<ShopContext>("-2", allowDataLoss: true);

        Assert.Equal([ShopContext.IndexItems, ShopContext.AddPrice], result.Migrations);
        Assert.Equal([ShopContext.CreateItems], (await database.StatusAsync<ShopContext>()).Applied.Select(applied => applied.Id));
    }

    [Fact]
    public async Task Down_WhenEveryValueFitsTheOldTypeAndDroppedColumnsAreEmpty_IsNoLoss()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("INSERT INTO shop.items VALUES (1, repeat('c', 100), NULL)");

        var result = await database.DownAsync<ShopContext>("-2");

        Assert.Equal(2, result.Migrations.Count);
        Assert.Equal(100, await database.ScalarAsync<int>("SELECT length(name) FROM shop.items"));
    }

    [Fact]
    public async Task Down_ToAMigration_KeepsItAsTheLastOne()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        await database.DownAsync<ShopContext>("AddPrice");

        Assert.Equal(2, (await database.StatusAsync<ShopContext>()).Applied.Count);
    }

    [Theory]
    [InlineData("+1")]
    [InlineData("head")]
    [InlineData("IndexItems")]
    public async Task Down_ToWhatLiesAhead_IsAUsageError(string target)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.DownAsync<ShopContext>(target));

        Assert.Equal(MigrationExitCode.Usage, failure.ExitCode);
    }
}
