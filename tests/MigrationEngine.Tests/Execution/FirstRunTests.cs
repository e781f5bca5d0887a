using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class FirstRunTests
{
    [Fact]
    public async Task Up_WhereEfsOwnMigratorHasRun_RefusesAndNamesAdopt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(EfHistoryOf(ShopContext.CreateItems));

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<ShopContext>());

        Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
        Assert.Contains("public.\"__EFMigrationsHistory\" lists 1 migrations of this build", failure.Message, StringComparison.Ordinal);
        Assert.Contains("`adopt`", failure.Message, StringComparison.Ordinal);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('shop.items') IS NULL"));
    }

    [Fact]
    public async Task Up_BesideTheHistoryOfAnotherProgram_Runs()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(EfHistoryOf("20200101000000_SomethingElse"));

        Assert.Equal(3, (await database.UpAsync<ShopContext>()).Migrations.Count);
    }

    [Fact]
    public async Task Up_AfterEverythingWasReverted_RunsAlthoughEfsTableIsStillThere()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.DownAsync<ShopContext>("base");
        await database.ExecuteAsync(EfHistoryOf(ShopContext.CreateItems));

        Assert.Equal(3, (await database.UpAsync<ShopContext>()).Migrations.Count);
    }

    private static string EfHistoryOf(string id) =>
        $"""
        CREATE TABLE public."__EFMigrationsHistory" ("MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL);
        INSERT INTO public."__EFMigrationsHistory" VALUES ('{id}', '9.0.0');
        """;
}
