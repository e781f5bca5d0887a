using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

public sealed class MigrationReversibilityTests
{
    public static TheoryData<string> Migrations() => [.. TradingSchema.MigrationIds()];

    [Theory]
    [MemberData(nameof(Migrations))]
    public async Task Migration_UpDownUp_GivesTheSameCatalogAtBothEnds(string migration)
    {
        var previous = TradingSchema.MigrationIds().LastOrDefault(id => string.CompareOrdinal(id, migration) < 0);
        await using var database = await TestDatabase.CreateEmptyAsync();
        if (previous is not null)
            await TradingSchema.UpAsync(database.ConnectionString, previous);
        var before = await TradingSchema.CatalogAsync(database.ConnectionString);

        await TradingSchema.UpAsync(database.ConnectionString, migration);
        var after = await TradingSchema.CatalogAsync(database.ConnectionString);
        await TradingSchema.DownAsync(database.ConnectionString, previous);
        var reverted = await TradingSchema.CatalogAsync(database.ConnectionString);
        await TradingSchema.UpAsync(database.ConnectionString, migration);
        var again = await TradingSchema.CatalogAsync(database.ConnectionString);

        Assert.NotEqual(before, after);
        Assert.Equal(before, reverted);
        Assert.Equal(after, again);
    }

    [Fact]
    public async Task History_IsKeptInTheMigrationSchemaUnderItsOwnNames()
    {
        await using var database = await TradingSchema.MigratedAsync();

        var applied = await TradingSchema.RowsAsync(database.ConnectionString,
            """SELECT "MigrationId" FROM migration."__EFMigrationsHistory" ORDER BY 1""");

        Assert.Equal(TradingSchema.MigrationIds(), applied);
    }
}
