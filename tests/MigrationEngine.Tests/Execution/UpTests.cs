using TradingPlatform.MigrationEngine.Tests.Scripting;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class UpTests
{
    [Fact]
    public async Task Up_WhenEightSessionsStartAtOnce_AppliesEachMigrationOnce()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => database.UpAsync<ShopContext>()));

        Assert.Equal(7, results.Count(result => result.Migrations.Count == 0));
        Assert.Equal([ShopContext.CreateItems, ShopContext.AddPrice, ShopContext.IndexItems], results.Single(result => result.RunId is not null).Migrations);
        var journal = await database.JournalAsync();
        Assert.Equal(3, journal.Count);
        Assert.All(journal, entry => Assert.Equal(JournalOutcome.Succeeded, entry.Outcome));
        Assert.True(await database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'shop.ix_items_name'::regclass"));
    }

    [Fact]
    public async Task Up_WhenDone_JournalsWhoWhatAndWhen()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var result = await database.UpAsync<ShopContext>("CreateItems");

        var entry = Assert.Single(await database.JournalAsync());
        Assert.Equal(result.RunId, entry.RunId);
        Assert.Equal(ShopContext.CreateItems, entry.MigrationId);
        Assert.Equal((1, 1), (entry.StepsDone, entry.StepsTotal));
        Assert.Equal(("engine test", "1.2.3"), (entry.Application, entry.ApplicationVersion));
        Assert.Equal((Environment.MachineName, Environment.ProcessId), (entry.Host, entry.ProcessId));
        Assert.Equal(64, entry.SqlHash.Length);
        Assert.NotNull(entry.FinishedAt);
        Assert.NotNull(entry.Duration);
        Assert.Null(entry.Error);
    }

    [Fact]
    public async Task Up_WithSeveralSteps_WaitsForTheDiskWithTheLastOne()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET synchronous_commit = on");

        await database.UpAsync<DiskContext>();

        Assert.Equal("off,off,off,on", await database.ScalarAsync<string>("SELECT string_agg(waits, ',' ORDER BY step) FROM noted"));
    }

    [Theory]
    [InlineData("DEFAULT", "1")]
    [InlineData("4", "4")]
    public async Task Up_BuildsIndexesWithOneParallelWorker_UnlessTheirNumberWasChosen(string chosen, string expected)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET max_parallel_maintenance_workers = {chosen}");

        await database.UpAsync<DiskContext>();

        Assert.Equal(expected, await database.ScalarAsync<string>("SELECT string_agg(DISTINCT workers, ',') FROM noted"));
        await using var byScript = await TestDatabase.CreateEmptyAsync();
        await byScript.ExecuteAsync($"ALTER DATABASE {byScript.Name} SET max_parallel_maintenance_workers = {chosen}");
        await byScript.ApplyAsync(Scripts.Of<DiskContext>());
        Assert.Equal(expected, await byScript.ScalarAsync<string>("SELECT string_agg(DISTINCT workers, ',') FROM noted"));
    }

    [Fact]
    public async Task Up_WhenTheServerCannotNoticeALostClient_StillBuildsIndexesWithOneParallelWorker()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(
            $"""
            CREATE SCHEMA platform;
            CREATE FUNCTION platform.set_config(name text, value text, is_local boolean) RETURNS text LANGUAGE plpgsql AS $$
            BEGIN
                IF name = 'client_connection_check_interval' THEN
                    RAISE invalid_parameter_value USING MESSAGE = 'client_connection_check_interval must be set to 0 on this platform';
                END IF;
                RETURN pg_catalog.set_config(name, value, is_local);
            END $$;
            ALTER DATABASE {database.Name} SET search_path = public, platform, pg_catalog;
            """);

        await database.UpAsync<DiskContext>();

        Assert.Equal("1", await database.ScalarAsync<string>("SELECT string_agg(DISTINCT workers, ',') FROM noted"));
    }

    [Fact]
    public async Task Up_WhenAMigrationFails_RollsItBackWhollyAndKeepsTheEarlierOnes()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<BrokenContext>());

        Assert.Equal(MigrationExitCode.MigrationFailed, failure.ExitCode);
        Assert.Contains(BrokenContext.Bad, failure.Message, StringComparison.Ordinal);
        Assert.Contains("42P01", failure.Message, StringComparison.Ordinal);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('bad') IS NULL"));
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'good'::regclass AND attnum > 0"));
        Assert.Equal([BrokenContext.Good], (await database.StatusAsync<BrokenContext>()).Applied.Select(applied => applied.Id));
        var entry = (await database.JournalAsync())[^1];
        Assert.Equal((JournalOutcome.Failed, 0), (entry.Outcome, entry.StepsDone));
        Assert.Equal(failure.Message, entry.Error);
    }

    [Fact]
    public async Task Up_WhenNothingIsPending_BuildsNoModelAndLeavesNoTrace()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(
            """
            CREATE SCHEMA migration;
            CREATE TABLE migration."__EFMigrationsHistory" ("MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL);
            INSERT INTO migration."__EFMigrationsHistory" VALUES ('20260101000001_Only', '10.0.0');
            """);

        var result = await database.UpAsync<ObservedContext>();

        Assert.Null(result.RunId);
        Assert.Equal(0, ObservedContext.ModelsBuilt);
        await using var context = database.Context<ObservedContext>();
        Assert.NotNull(context.Model);
        Assert.Equal(1, ObservedContext.ModelsBuilt);
    }

    [Fact]
    public async Task Up_WhenTheDatabaseIsAhead_RefusesAndNamesWhatItDoesNotKnow()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<OldShopContext>());

        Assert.Equal(MigrationExitCode.DatabaseAhead, failure.ExitCode);
        Assert.Contains(ShopContext.AddPrice, failure.Message, StringComparison.Ordinal);
        Assert.Contains(ShopContext.IndexItems, failure.Message, StringComparison.Ordinal);
        Assert.Equal(MigrationExitCode.DatabaseAhead, (await database.StatusAsync<OldShopContext>()).ExitCode);
    }

    [Theory]
    [InlineData("+1", 1)]
    [InlineData("+2", 2)]
    [InlineData("+9", 3)]
    [InlineData("addprice", 2)]
    [InlineData("20260101000002", 2)]
    [InlineData("Price", 2)]
    [InlineData(ShopContext.CreateItems, 1)]
    public async Task Up_WithTarget_StopsThere(string target, int applied)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var result = await database.UpAsync<ShopContext>(target);

        Assert.Equal(applied, result.Migrations.Count);
    }

    [Fact]
    public async Task Up_WithAmbiguousTarget_ListsTheCandidates()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<ShopContext>("Items"));

        Assert.Equal(MigrationExitCode.Usage, failure.ExitCode);
        Assert.Contains($"{ShopContext.CreateItems}, {ShopContext.IndexItems}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("-1")]
    [InlineData("base")]
    public async Task Up_WithImpossibleTarget_IsAUsageError(string target)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<ShopContext>(target));

        Assert.Equal(MigrationExitCode.Usage, failure.ExitCode);
    }
}
