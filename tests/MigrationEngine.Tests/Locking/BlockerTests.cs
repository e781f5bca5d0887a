using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Locking;

/// <summary>Who is in the way is found before anybody has to wait behind the migration.</summary>
public sealed class BlockerTests
{
    [Fact]
    public async Task Up_BehindALongReader_WaitsWithoutStallingOthers_AndNamesIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<SlowContext>(SlowContext.First);
        await using var reader = await database.ConnectAsync();
        await reader.ExecuteAsync("SET application_name = 'a long report'; BEGIN; SELECT count(*) FROM busy WHERE 'secret' <> '' AND 12345 > 0");
        await database.WaitUntilAsync($"SELECT clock_timestamp() - xact_start > interval '500 ms' FROM pg_stat_activity WHERE pid = {reader.ProcessID}");
        var log = new CollectedLog();
        var run = Task.Run(async () =>
        {
            await using var session = await database.Migrator<SlowContext>(logger: log).BeginAsync(default);
            await session.UpAsync(MigrationTarget.Head, default);
        });

        await log.WaitForAsync("waits for");
        await database.ExecuteAsync("SET lock_timeout = '20ms'; INSERT INTO busy VALUES (1)");
        Assert.False(run.IsCompleted);
        await reader.ExecuteAsync("COMMIT");
        await run;

        var told = log.Lines.First(line => line.Contains("waits for", StringComparison.Ordinal));
        Assert.Contains($"pid {reader.ProcessID} 'a long report' (idle in transaction, transaction open for 00:00:0", told, StringComparison.Ordinal);
        Assert.Contains(", as postgres, AccessShareLock on busy: ", told, StringComparison.Ordinal);
        Assert.Contains("SELECT count(*) FROM busy WHERE '?'", told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
        Assert.DoesNotContain("12345", told, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.Contains("55P03", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Up_BehindALongReaderForLongerThanItsBudget_FailsAndNamesIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<SlowContext>(SlowContext.First);
        await using var reader = await database.ConnectAsync();
        await reader.ExecuteAsync("BEGIN; SELECT count(*) FROM busy");
        await database.WaitUntilAsync($"SELECT clock_timestamp() - xact_start > interval '500 ms' FROM pg_stat_activity WHERE pid = {reader.ProcessID}");

        await using var session = await database.Migrator<SlowContext>(database.Options() with { RetryBudget = TimeSpan.FromSeconds(1) }).BeginAsync(default);
        var failure = await Assert.ThrowsAsync<MigrationException>(() => session.UpAsync(MigrationTarget.Head, default));

        Assert.Equal(MigrationExitCode.MigrationFailed, failure.ExitCode);
        Assert.Contains($"pid {reader.ProcessID} (idle in transaction", failure.Message, StringComparison.Ordinal);
        Assert.Contains("AccessShareLock on busy: SELECT count(*) FROM busy", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_WhenAConcurrentBuildWaitsForAnOldTransaction_SaysForWhom()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>(ShopContext.AddPrice);
        await using var old = await database.ConnectAsync();
        await old.ExecuteAsync("SET application_name = 'an old snapshot'; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
        var log = new CollectedLog();
        var run = Task.Run(async () =>
        {
            await using var session = await database.Migrator<ShopContext>(logger: log).BeginAsync(default);
            await session.UpAsync(MigrationTarget.Head, default);
        });

        await log.WaitForAsync($"step 1 waits for pid {old.ProcessID} 'an old snapshot' (idle in transaction");
        Assert.False(run.IsCompleted);
        await old.ExecuteAsync("COMMIT");
        await run;
    }

    [Fact]
    public async Task Up_BehindAPreparedTransaction_WaitsForIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        if (await database.ScalarAsync<string>("SHOW max_prepared_transactions") == "0") return;

        await database.UpAsync<SlowContext>(SlowContext.First);
        await database.ExecuteAsync("BEGIN; INSERT INTO busy VALUES (1); PREPARE TRANSACTION 'held'");
        await using var session = await database.Migrator<SlowContext>(database.Options() with { RetryBudget = TimeSpan.FromSeconds(1) }).BeginAsync(default);

        var failure = await Assert.ThrowsAsync<MigrationException>(() => session.UpAsync(MigrationTarget.Head, default));

        Assert.Contains("a prepared transaction", failure.Message, StringComparison.Ordinal);
        await database.ExecuteAsync("ROLLBACK PREPARED 'held'");
    }

    [Fact]
    public async Task TheLocksOfAStep_AreThoseOnTablesThatExist()
    {
        await using var context = EngineFixture.OfflineContext<SafeContext>();
        var plan = OfflinePlanner.Plan(MigrationGraph.Of(EngineFixture.ContextOptions<SafeContext>("Host=nowhere")), context, MigrationTarget.Base, MigrationTarget.Head);

        var locks = plan.Migrations[1].Steps.Where(step => step.IsTransactional).SelectMany(step => step.Locks).Select(taken => taken.Relation).Distinct().Order();

        Assert.Equal(["\"busy\".\"accounts\"", "\"busy\".\"orders\""], locks);
    }

    /// <summary>Before the whole question, a step asks a short one; who is not found by it is not looked for.</summary>
    [Fact]
    public async Task TheShortQuestion_FindsWhoHoldsTheTable_TheTableOfAnIndex_OrAReferencedOne()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE TABLE parents (id int PRIMARY KEY); CREATE TABLE children (parent int REFERENCES parents)");
        await using var holder = await database.ConnectAsync();
        await holder.ExecuteAsync("BEGIN; SELECT count(*) FROM parents");

        Assert.True(await FindsAsync(new StepLock("parents", TableLock.AccessExclusive, IsTableOfIndex: false, ReachesReferenced: false)));
        Assert.True(await FindsAsync(new StepLock("parents_pkey", TableLock.AccessExclusive, IsTableOfIndex: true, ReachesReferenced: false)));
        Assert.True(await FindsAsync(new StepLock("children", TableLock.AccessExclusive, IsTableOfIndex: false, ReachesReferenced: true)));
        Assert.False(await FindsAsync(new StepLock("children", TableLock.AccessExclusive, IsTableOfIndex: false, ReachesReferenced: false)));
        Assert.False(await FindsAsync(new StepLock("absent", TableLock.AccessExclusive, IsTableOfIndex: false, ReachesReferenced: true)));

        Task<bool> FindsAsync(StepLock wanted) => database.ScalarAsync<bool>($"SELECT EXISTS ({LockBlockers.AnyQuery([wanted])})");
    }
}
