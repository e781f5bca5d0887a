using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class StampTests
{
    [Fact]
    public async Task Stamp_OnAnEmptyHistory_MarksTheTargetAndItsAncestorsWithoutRunningThem()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var result = await StampAsync<MergedContext>(database, "Right");

        Assert.Equal([BranchContext.Start, BranchContext.Right], result.Added);
        Assert.Empty(result.Removed);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('start') IS NULL"));
        var journal = await database.JournalAsync();
        Assert.All(journal, entry => Assert.Equal((JournalSource.Stamp, JournalOutcome.Succeeded), (entry.Source, entry.Outcome)));
        Assert.All(journal, entry => Assert.StartsWith("v1:", entry.OperationsHash, StringComparison.Ordinal));
        Assert.All(journal, entry => Assert.Equal(result.RunId, entry.RunId));
    }

    [Fact]
    public async Task Stamp_ToAnEarlierMigration_RemovesTheLaterOnesNewestFirst()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        var result = await StampAsync<ShopContext>(database, "CreateItems");

        Assert.Equal([ShopContext.IndexItems, ShopContext.AddPrice], result.Removed);
        Assert.Equal([ShopContext.AddPrice, ShopContext.IndexItems], (await database.StatusAsync<ShopContext>()).Pending);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('shop.ix_items_name') IS NOT NULL"));
    }

    [Fact]
    public async Task Stamp_WhereTheHistoryAlreadySaysSo_LeavesNoTrace()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        Assert.Null((await StampAsync<ShopContext>(database, "head")).RunId);
        Assert.Equal(3, (await database.JournalAsync()).Count);
    }

    [Theory]
    [InlineData("+1", ShopContext.AddPrice)]
    [InlineData("-1", null)]
    public async Task Stamp_ByANumber_CountsFromWhereTheDatabaseIs(string target, string? last)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");

        await StampAsync<ShopContext>(database, target);

        Assert.Equal(last, (await database.StatusAsync<ShopContext>()).Applied.Select(applied => applied.Id).LastOrDefault());
    }

    [Fact]
    public async Task Stamp_SettlesAHalfDoneMigration()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<StepsContext>());
        Assert.Equal(MigrationExitCode.Damaged, (await database.StatusAsync<StepsContext>()).ExitCode);

        await StampAsync<StepsContext>(database, "base");

        Assert.Equal(MigrationExitCode.Pending, (await database.StatusAsync<StepsContext>()).ExitCode);
    }

    [Fact]
    public async Task Stamp_ToASquash_ReplacesTheRowsThatItFolds()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");

        var result = await StampAsync<SquashedShopContext>(database, "Baseline");

        Assert.Equal([SquashedShopContext.Baseline], result.Added);
        Assert.Equal([ShopContext.AddPrice, ShopContext.CreateItems], result.Removed);
        Assert.Empty((await database.StatusAsync<SquashedShopContext>()).SquashesIncomplete);
    }

    [Fact]
    public async Task Stamp_OnADatabaseThatIsAhead_Refuses()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => StampAsync<OldShopContext>(database, "head"));

        Assert.Equal(MigrationExitCode.DatabaseAhead, failure.ExitCode);
    }

    private static async Task<StampResult> StampAsync<TContext>(TestDatabase database, string target)
        where TContext : Microsoft.EntityFrameworkCore.DbContext
    {
        await using var session = await database.Migrator<TContext>().BeginAsync(default);
        return await session.StampAsync(MigrationTarget.Parse(target), JournalSource.Stamp, default);
    }
}
