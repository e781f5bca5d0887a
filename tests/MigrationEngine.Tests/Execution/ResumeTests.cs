using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class ResumeTests
{
    private const string Counted = "SELECT string_agg(step::text, ',' ORDER BY step) FROM counted";

    [Fact]
    public async Task Up_WhenAStepOutsideOfATransactionFails_ResumesThereAndRepeatsNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<StepsContext>());
        Assert.Equal(MigrationExitCode.MigrationFailed, failure.ExitCode);
        Assert.Equal("2", await database.ScalarAsync<string>(Counted));
        Assert.Equal((2, 4), ((await database.JournalAsync())[^1].StepsDone, (await database.JournalAsync())[^1].StepsTotal));
        await database.ExecuteAsync("CREATE TABLE permit AS SELECT 1");

        await database.UpAsync<StepsContext>();

        Assert.Equal("2,3,4", await database.ScalarAsync<string>(Counted));
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<StepsContext>()).ExitCode);
    }

    [Fact]
    public async Task Up_WhenAStepOutsideOfATransactionCannotBeJournaled_IsNotDoneEither()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");
        await database.ExecuteAsync(
            """
            DELETE FROM migration."__EFMigrationsHistory";
            CREATE TABLE permit AS SELECT 1;
            ALTER TABLE migration.journal ADD CONSTRAINT no_second_step CHECK (migration_id NOT LIKE '%_Steps' OR steps_done <> 2);
            """);
        await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<StepsContext>());
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM counted"));
        await database.ExecuteAsync("ALTER TABLE migration.journal DROP CONSTRAINT no_second_step");

        await database.UpAsync<StepsContext>();

        Assert.Equal("2,3,4", await database.ScalarAsync<string>(Counted));
    }

    [Fact]
    public async Task Up_WhenTheSqlOfAHalfDoneMigrationChanged_RefusesAsDamaged()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<StepsContext>());

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<ChangedStepsContext>());

        Assert.Equal(MigrationExitCode.Damaged, failure.ExitCode);
        Assert.Contains("1.2.3", failure.Message, StringComparison.Ordinal);
        Assert.Equal("2", await database.ScalarAsync<string>(Counted));
    }

    [Fact]
    public async Task Status_WhenAMigrationIsHalfDone_IsDamagedAndNamesIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<StepsContext>());

        var status = await database.StatusAsync<StepsContext>();

        Assert.Equal(MigrationExitCode.Damaged, status.ExitCode);
        Assert.Equal(StepsContext.Steps, Assert.Single(status.Unfinished).MigrationId);
    }

    [Fact]
    public async Task Down_WhenAMigrationIsHalfApplied_RefusesAsDamaged()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<StepsContext>());

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.DownAsync<StepsContext>("base"));

        Assert.Equal(MigrationExitCode.Damaged, failure.ExitCode);
    }

    [Fact]
    public async Task Up_WhenLaterStepsOfAHalfDoneMigrationWereEdited_Resumes()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<StepsContext>());

        await database.UpAsync<RepairedStepsContext>();

        Assert.Equal("2,33,44,55", await database.ScalarAsync<string>(Counted));
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<StepsContext>()).ExitCode);
    }

    [Fact]
    public async Task Up_WhenAConcurrentBuildFails_LeavesNoIndexAndNoOpenStep()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>(ShopContext.AddPrice);
        await database.ExecuteAsync("INSERT INTO shop.items VALUES (1, 'twice'), (2, 'twice')");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<ShopContext>());

        Assert.Contains("23505", failure.Message, StringComparison.Ordinal);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('shop.ix_items_name') IS NULL"));
        Assert.Null((await database.JournalAsync())[^1].OpenStep);
        Assert.Equal(MigrationExitCode.Pending, (await database.StatusAsync<ShopContext>()).ExitCode);
    }

    [Fact]
    public async Task Up_WhenACutOffBuildLeftAnInvalidIndex_DropsAndRebuildsIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>(ShopContext.AddPrice);
        await database.ExecuteAsync("INSERT INTO shop.items VALUES (1, 'twice'), (2, 'twice')");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY ix_items_name ON shop.items (name)"));
        await database.ExecuteAsync("DELETE FROM shop.items WHERE id = 2");

        await database.UpAsync<ShopContext>();

        Assert.True(await database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'shop.ix_items_name'::regclass"));
    }

    [Fact]
    public async Task Up_WhenARunDiedAfterItsIndexWasBuilt_TakesTheIndexAsDone()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync(
            $"""
            UPDATE migration.journal SET outcome = 'running', steps_done = 0, open_step = 'begun', finished_at = NULL WHERE migration_id = '{ShopContext.IndexItems}';
            DELETE FROM migration."__EFMigrationsHistory" WHERE "MigrationId" = '{ShopContext.IndexItems}';
            """);

        await database.UpAsync<ShopContext>();

        Assert.Equal(
            [JournalOutcome.Interrupted, JournalOutcome.Succeeded],
            (await database.JournalAsync()).Where(entry => entry.MigrationId == ShopContext.IndexItems).Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task Up_WhenAnIndexOfThatNameIsNotOurs_FailsAndKeepsIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>(ShopContext.AddPrice);
        await database.ExecuteAsync("CREATE INDEX ix_items_name ON shop.items (price)");

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<ShopContext>());
            Assert.Contains("42P07", failure.Message, StringComparison.Ordinal);
        }

        Assert.Contains("(price)", await database.ScalarAsync<string>("SELECT pg_get_indexdef('shop.ix_items_name'::regclass)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_OnAJournalOfAnEarlierVersion_AddsTheColumnsAndStatusNeedsNone()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");
        await database.ExecuteAsync("ALTER TABLE migration.journal DROP COLUMN done_hash, DROP COLUMN open_step");
        Assert.Equal(MigrationExitCode.Pending, (await database.StatusAsync<ShopContext>()).ExitCode);

        await database.UpAsync<ShopContext>();

        Assert.Equal(3, (await database.JournalAsync()).Count);
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<ShopContext>()).ExitCode);
    }
}
