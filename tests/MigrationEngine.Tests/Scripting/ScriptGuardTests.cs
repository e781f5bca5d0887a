using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Scripting;

/// <summary>What a script refuses, and with which words.</summary>
public sealed class ScriptGuardTests
{
    [Fact]
    public async Task Script_WhileAnotherRunHoldsTheLock_NamesItAndGivesUp()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var session = await database.Migrator<ShopContext>().BeginAsync(default);

        var output = await database.RefuseAsync(Scripts.Of<ShopContext>(), "-v", "lock_wait=300ms");

        Assert.Contains("Waiting for the migration lock", output, StringComparison.Ordinal);
        Assert.Contains($"Another run holds the migration lock (pid {session.Connection.ProcessID}, 'engine test", output, StringComparison.Ordinal);
        Assert.False(await database.ScalarAsync<bool>("SELECT to_regclass('migration.journal') IS NOT NULL"));
    }

    [Fact]
    public async Task Script_WhileItWaits_DoesNotHoldUpAConcurrentIndexBuild()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");
        await using var session = await database.Migrator<ShopContext>().BeginAsync(default);
        var script = Psql.RunAsync(database, Scripts.Of<ShopContext>(idempotent: true));
        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'MigrationEngine script' AND wait_event = 'PgSleep')");

        await session.UpAsync(MigrationTarget.Head, default).WaitAsync(TimeSpan.FromSeconds(30));

        await session.DisposeAsync();
        var (exitCode, output) = await script;
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("ignore_instances=nonsense", "ignore_instances is 'nonsense', which is neither on nor off: run it with psql -v ignore_instances=on, or without it.")]
    [InlineData("allow_data_loss=", "allow_data_loss is '', which is neither on nor off")]
    [InlineData("lock_wait=soon", "lock_wait is 'soon', which is not a time: run it with psql -v lock_wait=30s, for example, or without it.")]
    [InlineData("lock_timeout=quick", "lock_timeout is 'quick', which is not a time")]
    [InlineData("lock_timeout=0", "lock_timeout is 0, and the applications would wait behind the script without end")]
    [InlineData("statement_timeout=-5", "statement_timeout is '-5', which is not a time")]
    [InlineData("scan_timeout=a day", "scan_timeout is 'a day', which is not a time")]
    public async Task Script_WithASettingThatIsNone_RefusesBeforeAnythingIsDone_AndNamesIt(string setting, string sentence)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var output = await database.RefuseAsync(Scripts.Of<ShopContext>(), "-v", setting);

        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.False(await database.ScalarAsync<bool>("SELECT to_regclass('migration.journal') IS NOT NULL"));
    }

    [Theory]
    [InlineData("lock_wait=0", "lock_timeout=500", "statement_timeout=0", "scan_timeout=2h", "allow_data_loss=TRUE", "ignore_instances=of")]
    [InlineData("lock_wait=00:01:00", "lock_timeout=0.5s", "statement_timeout=90min", "scan_timeout=1d", "allow_data_loss=y", "ignore_instances=1")]
    public async Task Script_WithSettingsAsPsqlAndTheServerSpellThem_TakesThem(params string[] settings)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        await database.ApplyAsync(Scripts.Of<ShopContext>(), [.. settings.SelectMany(setting => (string[])["-v", setting])]);
    }

    [Fact]
    public async Task Script_InsideOfATransaction_Refuses()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var output = await database.RefuseAsync(Scripts.Of<ShopContext>(), "--single-transaction");

        Assert.Contains("run it without --single-transaction", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_ThroughAnotherClient_IsASyntaxErrorBeforeAnythingHappens()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var failure = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAsync(Scripts.Of<ShopContext>()));

        Assert.Equal("42601", failure.SqlState);
        Assert.False(await database.ScalarAsync<bool>("SELECT to_regclass('migration.journal') IS NOT NULL"));
    }

    [Fact]
    public async Task Script_WithoutOnErrorStop_StopsAtTheFirstErrorAllTheSame()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var (exitCode, _) = await Psql.RunAsync(database, Scripts.Of<BrokenContext>(), "-v", "ON_ERROR_STOP=0");

        Assert.Equal(3, exitCode);
        Assert.Equal(BrokenContext.Good, await database.ScalarAsync<string>("""SELECT string_agg("MigrationId", ',') FROM migration."__EFMigrationsHistory" """));
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'good'::regclass AND attnum > 0"));
    }

    [Fact]
    public async Task DownScript_ThatWouldLoseRows_CountsThemAndNeedsPermission()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("INSERT INTO shop.items VALUES (1, 'one', 1.5), (2, 'two', NULL)");
        var script = Scripts.Of<ShopContext>("head", "base");

        var output = await database.RefuseAsync(script);

        Assert.Contains($"2 rows of table \"shop\".\"items\" ({ShopContext.CreateItems})", output, StringComparison.Ordinal);
        Assert.Contains($"1 values of column \"shop\".\"items\".price ({ShopContext.AddPrice})", output, StringComparison.Ordinal);
        Assert.Equal(3L, await database.ScalarAsync<long>("""SELECT count(*) FROM migration."__EFMigrationsHistory" """));
        await database.ApplyAsync(script, "-v", "allow_data_loss=on");
        Assert.Equal(0L, await database.ScalarAsync<long>("""SELECT count(*) FROM migration."__EFMigrationsHistory" """));
    }

    [Fact]
    public async Task IdempotentScript_OnADatabaseAheadOfItsBuild_Refuses()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        var output = await database.RefuseAsync(Scripts.Of<OldShopContext>(idempotent: true));

        Assert.Contains($"does not know ({ShopContext.AddPrice}, {ShopContext.IndexItems})", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_WhereEfsOwnMigratorHasRun_RefusesAndNamesAdopt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(
            $"""
            CREATE TABLE public."__EFMigrationsHistory" ("MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL);
            INSERT INTO public."__EFMigrationsHistory" VALUES ('{ShopContext.CreateItems}', '10.0.0')
            """);

        var output = await database.RefuseAsync(Scripts.Of<ShopContext>(idempotent: true));

        Assert.Contains("lists 1 migrations of this build, applied by EF Core's own migrator", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_WhereTheJournalIsOfAnOlderVersion_UpgradesIt()
    {
        await using var byUp = await TestDatabase.CreateEmptyAsync();
        await byUp.UpAsync<ShopContext>();
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");
        await database.ExecuteAsync("ALTER TABLE migration.journal DROP source, DROP operations_hash, DROP history_table, DROP done_hash, DROP open_step");

        await database.ApplyAsync(Scripts.Of<ShopContext>(ShopContext.CreateItems));

        Assert.Equal(await CatalogSnapshot.ReadAsync(byUp.ConnectionString), await CatalogSnapshot.ReadAsync(database.ConnectionString));
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<ShopContext>()).ExitCode);
    }

    [Fact]
    public async Task IdempotentScript_ThatStartsTooLate_Refuses()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var output = await database.RefuseAsync(Scripts.Of<ShopContext>(ShopContext.CreateItems, idempotent: true));

        Assert.Contains($"the database lacks {ShopContext.CreateItems}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdempotentScript_WhereASquashFoldsWhatIsApplied_TakesItsPlace()
    {
        await using var byUp = await TestDatabase.CreateEmptyAsync();
        await byUp.UpAsync<ShopContext>();
        await byUp.UpAsync<SquashedShopContext>();
        await using var byScript = await TestDatabase.CreateEmptyAsync();
        await byScript.UpAsync<ShopContext>();

        await byScript.ApplyAsync(Scripts.Of<SquashedShopContext>(idempotent: true));

        Assert.Equal(await byUp.StateAsync(), await byScript.StateAsync());
        Assert.Equal(
            (await byUp.JournalAsync()).Where(entry => entry.Source == JournalSource.Squash).Select(entry => (entry.MigrationId, entry.Direction)),
            (await byScript.JournalAsync()).Where(entry => entry.Source == JournalSource.Squash).Select(entry => (entry.MigrationId, entry.Direction)));
    }

    /// <summary>Else the backfill would count as finished after the squash was reverted, and the rows would stay as they are.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Squash_ThatTakesAPlace_TakesTheBackfillsWithIt(bool byScript)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync(BackfillTable.CreateSql);
        await database.ExecuteAsync(
            $"INSERT INTO migration.backfills (name, after_migration, table_schema, table_name, definition_hash, state) VALUES ('items', '{ShopContext.CreateItems}', 'shop', 'items', '', 'finished')");

        if (byScript) await database.ApplyAsync(Scripts.Of<SquashedShopContext>(idempotent: true));
        else await database.UpAsync<SquashedShopContext>();

        Assert.Equal(SquashedShopContext.Baseline, await database.ScalarAsync<string>("SELECT after_migration FROM migration.backfills"));
    }

    [Fact]
    public async Task IdempotentScript_WhereOnlyAPartOfASquashIsApplied_Refuses()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");

        var output = await database.RefuseAsync(Scripts.Of<SquashedShopContext>(idempotent: true));

        Assert.Contains($"{SquashedShopContext.Baseline} folds migrations of which the database lacks {ShopContext.IndexItems}", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Script_BetweenBranches_TakesOnlyItsOwn()
    {
        Assert.Equal(MigrationExitCode.Refused, Assert.Throws<MigrationException>(() => Scripts.Of<BranchContext>()).ExitCode);
        Assert.Equal(MigrationExitCode.Usage, Assert.Throws<MigrationException>(() => Scripts.Of<BranchContext>(BranchContext.Left, BranchContext.Right)).ExitCode);
        Assert.Equal(MigrationExitCode.Usage, Assert.Throws<MigrationException>(() => Scripts.Of<BranchContext>(BranchContext.Left, BranchContext.Left)).ExitCode);

        var right = Scripts.Of<BranchContext>(BranchContext.Start, BranchContext.Right);

        Assert.Contains("-- ---- " + BranchContext.Right, right, StringComparison.Ordinal);
        Assert.DoesNotContain("-- ---- " + BranchContext.Left, right, StringComparison.Ordinal);
    }

    [Fact]
    public void Script_WithARelativeTarget_CountsFromWhereItStarts()
    {
        Assert.Equal(Scripts.Of<ShopContext>("head", ShopContext.AddPrice), Scripts.Of<ShopContext>("head", "-1"));
        Assert.Equal(Scripts.Of<ShopContext>("base", ShopContext.AddPrice), Scripts.Of<ShopContext>("base", "+2"));
    }
}
