using System.Diagnostics;
using TradingPlatform.MigrationEngine.Tests.Backfills;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Status;

public sealed class FirstLookTests
{
    [Fact]
    public async Task Database_WhenAllIsApplied_IsCertain()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        Assert.True(IsCertain(database));
    }

    [Fact]
    public async Task Database_WhenAMigrationIsPending_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");

        Assert.False(IsCertain(database));
    }

    [Fact]
    public async Task Database_WhenItIsAhead_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("""INSERT INTO migration."__EFMigrationsHistory" VALUES ('20991231000000_FromTheFuture', '10.0.0')""");

        Assert.False(IsCertain(database));
    }

    [Theory]
    [InlineData("running")]
    [InlineData("failed")]
    [InlineData("interrupted")]
    public async Task Database_WhenTheLastAttemptOfAMigrationDidNotSucceed_IsNot(string outcome)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync($"UPDATE migration.journal SET outcome = '{outcome}' WHERE id = (SELECT max(id) FROM migration.journal)");

        Assert.False(IsCertain(database));
    }

    [Fact]
    public async Task Database_WhenAnEarlierAttemptFailedAndALaterOneSucceeded_IsCertain()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.DownAsync<ShopContext>("-1", allowDataLoss: true);
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("UPDATE migration.journal SET outcome = 'failed' WHERE direction = 'down'");

        Assert.True(IsCertain(database));
    }

    [Fact]
    public async Task Database_WhileARunHoldsTheLock_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await using (await database.Migrator<ShopContext>().BeginAsync(default)) Assert.False(IsCertain(database));

        // The session's end is the server's to notice.
        await database.WaitUntilAsync("SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory')");
        Assert.True(IsCertain(database));
    }

    [Fact]
    public async Task Database_WhenTheConditionDoesNotHold_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        Assert.False(IsCertain(database, "1 = 2"));
        Assert.False(IsCertain(database, "NULL"));
    }

    /// <summary>A build with two heads is refused by a run, also where both are applied.</summary>
    [Fact]
    public async Task Database_WhenTheBuildHasTwoHeads_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<BranchContext>(BranchContext.LeftMore);
        await database.UpAsync<BranchContext>(BranchContext.Right);
        Assert.Empty((await database.StatusAsync<BranchContext>()).Pending);

        Assert.False(IsCertain<BranchContext>(database));
    }

    [Fact]
    public async Task Database_WithoutAHistory_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        Assert.False(IsCertain(database));
    }

    [Fact]
    public async Task Look_WhenThereIsSomethingToDo_BeginsASessionThatHoldsTheLock()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        using var look = Look<ShopContext>(database);

        await using var session = await database.Migrator<ShopContext>().BeginAsync(look, default);

        Assert.True(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted)"));
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"));
        Assert.NotEmpty((await session.UpAsync(MigrationTarget.Head, default)).Migrations);
    }

    [Fact]
    public async Task Look_WhenAnotherRunHoldsTheLock_HasNoLockAndTheRunWaits()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var other = await database.Migrator<ShopContext>().BeginAsync(default);
        using var look = Look<ShopContext>(database);
        Assert.False(look.IsNothingPending);

        var waiting = database.Migrator<ShopContext>().BeginAsync(look, default);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(TimeSpan.FromMilliseconds(300)));
        await other.DisposeAsync();
        await using var session = await waiting;
    }

    /// <summary>Who starts while another one migrates finds everything done without ever having held the lock.</summary>
    [Fact]
    public async Task Look_WhileAnotherRunMigrates_WaitsForItsEnd()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var session = await database.Migrator<ShopContext>().BeginAsync(default);
        var looking = Task.Run(() => Look<ShopContext>(database));
        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (SELECT true FROM pg_locks%')");

        await session.UpAsync(MigrationTarget.Head, default);
        await session.DisposeAsync();
        using var look = await looking;

        Assert.True(look.IsNothingPending);
        Assert.False(look.HoldsLock);
    }

    /// <summary>The tables of the engine come into being one after the other: a look in between is no reason to begin an ordinary run.</summary>
    [Fact]
    public async Task Look_WhileTheFirstRunHasNoMoreThanItsHistory_WaitsForItsEnd()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var session = await database.Migrator<ShopContext>().BeginAsync(default);
        await database.ExecuteAsync(
            """
            CREATE SCHEMA migration;
            CREATE TABLE migration."__EFMigrationsHistory" ("MigrationId" varchar(150) NOT NULL PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL);
            """);
        var options = database.Options() with { Build = Build<ShopContext>(), Backfills = [BackfillScene.Cents] };
        var looking = Task.Run(() => FirstLook.Take(options, seesBackfills: true));
        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (SELECT true FROM pg_locks%')");

        await session.UpAsync(MigrationTarget.Head, default);
        await session.DisposeAsync();
        using var look = await looking;

        Assert.True(look.IsNothingPending);
        Assert.False(look.HoldsLock);
    }

    /// <summary>What was found may be changed by others from the moment on at which it was asked for, or at which the run gave the lock back.</summary>
    [Fact]
    public async Task HeldAt_IsBeforeTheQuestion_OrBeforeTheEndOfTheLock()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        using var first = Look<ShopContext>(database);
        var session = await database.Migrator<ShopContext>().BeginAsync(first, default);
        await session.UpAsync(MigrationTarget.Head, default);
        Assert.Null(first.HeldAt);
        var ended = Stopwatch.GetTimestamp();
        await session.DisposeAsync();
        Assert.InRange(first.HeldAt!.Value, ended, Stopwatch.GetTimestamp());

        var began = Stopwatch.GetTimestamp();
        await using (var blocker = await database.ConnectAsync())
        {
            await blocker.ExecuteAsync("""BEGIN; LOCK TABLE migration."__EFMigrationsHistory" """);
            var looking = Task.Run(() => Look<ShopContext>(database));
            await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)");
            var asked = Stopwatch.GetTimestamp();
            await blocker.ExecuteAsync("COMMIT");
            using var second = await looking;
            Assert.InRange(second.HeldAt!.Value, began, asked);
        }
    }

    [Fact]
    public async Task HeldAt_OfARunThatLostItsConnection_IsUnknown()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        using var look = Look<ShopContext>(database);
        var session = await database.Migrator<ShopContext>().BeginAsync(look, default);
        await database.ExecuteAsync("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await session.DisposeAsync();

        Assert.Null(look.HeldAt);
    }

    [Fact]
    public void Look_WhenNobodyAnswers_IsNot()
    {
        using var look = FirstLook.Take(new MigrationEngineOptions { ConnectionString = "Host=localhost;Port=1", Build = Build<ShopContext>() });

        Assert.False(look.IsNothingPending);
        Assert.Null(look.TakeConnection());
        Assert.Null(look.HeldAt);
    }

    private static bool IsCertain(TestDatabase database, string condition = "true") => IsCertain<ShopContext>(database, condition);

    private static bool IsCertain<TContext>(TestDatabase database, string condition = "true")
    {
        using var look = Look<TContext>(database, condition);
        return look.IsNothingPending;
    }

    private static FirstLook Look<TContext>(TestDatabase database, string condition = "true") =>
        FirstLook.Take(database.Options() with { Build = Build<TContext>() }, condition);

    private static MigrationBuild Build<TContext>() => new(typeof(TContext).Assembly, typeof(TContext), "__EFMigrationsHistory", "migration");
}
