using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class SquashTests
{
    [Fact]
    public async Task Up_OnAnEmptyDatabase_RunsTheSquash()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var result = await database.UpAsync<SquashedShopContext>();

        Assert.Equal([SquashedShopContext.Baseline, SquashedShopContext.AddStock], result.Migrations);
    }

    [Fact]
    public async Task Up_WhereEverythingFoldedIsApplied_RecordsTheSquashAndRunsOnlyWhatFollows()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        var before = await database.StatusAsync<SquashedShopContext>();
        Assert.Equal([SquashedShopContext.AddStock], before.Pending);
        Assert.Empty(before.Unknown);
        Assert.Equal([SquashedShopContext.Baseline], before.SquashesPending.Select(squash => squash.Id));

        var result = await database.UpAsync<SquashedShopContext>();

        Assert.Equal([SquashedShopContext.AddStock], result.Migrations);
        var after = await database.StatusAsync<SquashedShopContext>();
        Assert.Equal([SquashedShopContext.Baseline, SquashedShopContext.AddStock], after.Applied.Select(applied => applied.Id));
        Assert.Empty(after.SquashesPending);
        var journal = (await database.JournalAsync()).Where(entry => entry.Source == JournalSource.Squash).ToList();
        Assert.Equal(
            [
                (ShopContext.CreateItems, MigrationDirection.Down), (ShopContext.AddPrice, MigrationDirection.Down),
                (ShopContext.IndexItems, MigrationDirection.Down), (SquashedShopContext.Baseline, MigrationDirection.Up),
            ],
            journal.Select(entry => (entry.MigrationId, entry.Direction)));
        await using var straight = await TestDatabase.CreateEmptyAsync();
        await straight.UpAsync<SquashedShopContext>();
        Assert.Equal(
            await CatalogSnapshot.ReadAsync(straight.ConnectionString, "migration"), await CatalogSnapshot.ReadAsync(database.ConnectionString, "migration"));
    }

    [Fact]
    public async Task Up_ToTheSquashItself_RunsNothingAndRecordsIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        Assert.Empty((await database.UpAsync<SquashedShopContext>("Baseline")).Migrations);

        var status = await database.StatusAsync<SquashedShopContext>();
        Assert.Equal([SquashedShopContext.Baseline], status.Applied.Select(applied => applied.Id));
        Assert.Empty(status.SquashesPending);
    }

    [Fact]
    public async Task Up_AfterAnOlderBuildRanAgain_ClearsItsRowsAway()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<SquashedShopContext>();
        await database.ExecuteAsync($"""INSERT INTO migration."__EFMigrationsHistory" VALUES ('{ShopContext.CreateItems}', '10.0.0')""");

        Assert.Empty((await database.StatusAsync<SquashedShopContext>()).Unknown);
        await database.UpAsync<SquashedShopContext>();

        Assert.Equal(2, (await database.StatusAsync<SquashedShopContext>()).Applied.Count);
    }

    [Fact]
    public async Task Up_WhereOnlyAPartIsApplied_RefusesAndSaysWhichBuildToRunFirst()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<SquashedShopContext>());

        Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
        Assert.Contains($"the last one that contains {ShopContext.IndexItems}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(MigrationExitCode.Damaged, (await database.StatusAsync<SquashedShopContext>()).ExitCode);
    }

    [Fact]
    public async Task Down_OverARecognisedSquash_RevertsIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        await database.DownAsync<SquashedShopContext>("base");

        Assert.True(await database.ScalarAsync<bool>("""SELECT to_regclass('shop.items') IS NULL AND NOT EXISTS (SELECT FROM migration."__EFMigrationsHistory")"""));
    }

    [Fact]
    public async Task Gate_OfTheBuildsBeforeAndAfterTheSquash_IsSufficientOnTheSameDatabase()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await using var after = database.Context<SquashedShopContext>();
        await using var before = database.Context<ShopContext>();

        Assert.Contains(SquashedShopContext.AddStock, (await SchemaGate.CheckAsync(after, default)).Message, StringComparison.Ordinal);
        await database.UpAsync<SquashedShopContext>();

        Assert.True((await SchemaGate.CheckAsync(after, default)).IsSufficient);
        Assert.True((await SchemaGate.CheckAsync(before, default)).IsSufficient);
    }

    [Fact]
    public async Task Gate_OfTheBuildBeforeTheSquash_IsNotSufficientOnceTheSquashIsReverted()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.UpAsync<SquashedShopContext>();
        await database.DownAsync<SquashedShopContext>("base");
        await using var before = database.Context<ShopContext>();

        Assert.False((await SchemaGate.CheckAsync(before, default)).IsSufficient);
    }
}
