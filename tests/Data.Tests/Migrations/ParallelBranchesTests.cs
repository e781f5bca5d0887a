using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>BacktestMarketType and UserResetTokens follow the same migration: whichever a database has first, or alone, it comes to the same schema.</summary>
public sealed class ParallelBranchesTests
{
    private const string MarketType = "20260101000011_BacktestMarketType";
    private const string ResetTokens = "20260101000012_UserResetTokens";
    private const string Merge = "20260101000013_MergeMarketTypeAndResetTokens";

    [Theory]
    [InlineData(MarketType, ResetTokens)]
    [InlineData(ResetTokens, MarketType)]
    public async Task Up_InEitherOrder_GivesTheSameCatalog(string first, string second)
    {
        await using var straight = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(straight.ConnectionString, Merge);
        await using var database = await TestDatabase.CreateEmptyAsync();

        await TradingSchema.UpAsync(database.ConnectionString, first);
        await TradingSchema.UpAsync(database.ConnectionString, second);
        await TradingSchema.UpAsync(database.ConnectionString, Merge);

        Assert.Equal(await TradingSchema.CatalogAsync(straight.ConnectionString), await TradingSchema.CatalogAsync(database.ConnectionString));
    }

    [Theory]
    [InlineData(MarketType, ResetTokens)]
    [InlineData(ResetTokens, MarketType)]
    public async Task Up_WhenADatabaseHasOnlyOneOfThem_AppliesTheOtherAndTheMerge(string only, string missing)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, only);
        Assert.DoesNotContain(missing, await AppliedAsync(database));

        await TradingSchema.UpAsync(database.ConnectionString, Merge);

        Assert.Equal([MarketType, ResetTokens, Merge], (await AppliedAsync(database)).TakeLast(3));
    }

    private static Task<IReadOnlyList<string>> AppliedAsync(TestDatabase database) => TradingSchema.RowsAsync(
        database.ConnectionString, """SELECT "MigrationId" FROM migration."__EFMigrationsHistory" ORDER BY 1""");
}
