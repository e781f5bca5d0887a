using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

public sealed class MigrationReversibilityTests
{
    public static TheoryData<string> Migrations() => [.. TradingSchema.MigrationIds()];

    [Theory]
    [MemberData(nameof(Migrations))]
    public async Task Migration_UpDownUp_GivesTheSameCatalogAtBothEnds(string migration)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        foreach (var parent in TradingSchema.ParentsOf(migration))
            await TradingSchema.UpAsync(database.ConnectionString, parent);
        var before = await TradingSchema.CatalogAsync(database.ConnectionString);

        await TradingSchema.UpAsync(database.ConnectionString, migration);
        var after = await TradingSchema.CatalogAsync(database.ConnectionString);
        await TradingSchema.DownAsync(database.ConnectionString, "-1");
        var reverted = await TradingSchema.CatalogAsync(database.ConnectionString);
        await TradingSchema.UpAsync(database.ConnectionString, migration);
        var again = await TradingSchema.CatalogAsync(database.ConnectionString);

        // A merge changes nothing, and what raw SQL does may be to rows alone.
        if (TradingSchema.OperationsOf(migration).Any(operation => operation is not SqlOperation))
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
