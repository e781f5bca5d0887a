using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class RetryTests
{
    [Fact]
    public async Task Up_WhenATableIsBusy_RollsBackAndRetriesUntilItIsFree()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<SlowContext>(SlowContext.First);
        await using var busy = await database.ConnectAsync();
        await busy.ExecuteAsync("BEGIN; LOCK TABLE busy");
        var log = new CollectedLog();

        // Behind a transaction of four lock timeouts it would not try, but only wait.
        var options = database.Options() with { LockTimeout = TimeSpan.FromSeconds(2) };
        var run = Task.Run(async () =>
        {
            await using var session = await database.Migrator<SlowContext>(options, log).BeginAsync(default);
            await session.UpAsync(MigrationTarget.Head, default);
        });
        await log.WaitForAsync("55P03");
        await busy.ExecuteAsync("COMMIT");

        await run;
        Assert.Equal(JournalOutcome.Succeeded, (await database.JournalAsync())[^1].Outcome);
    }

    [Fact]
    public async Task Up_WhenWhoWasInTheWayIsGone_GoesOnBeforeItsPauseEnds()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<SlowContext>(SlowContext.First);
        await using var busy = await database.ConnectAsync();
        await busy.ExecuteAsync("BEGIN; LOCK TABLE busy; SELECT pg_sleep(1)");
        var pause = TimeSpan.FromMinutes(10);
        var log = new CollectedLog();
        var options = database.Options() with { RetryInitialDelay = pause, RetryMaximumDelay = pause, RetryBudget = TimeSpan.FromHours(1) };

        var run = Task.Run(async () =>
        {
            await using var session = await database.Migrator<SlowContext>(options, logger: log).BeginAsync(default);
            await session.UpAsync(MigrationTarget.Head, default);
        });
        await log.WaitForAsync("waits for pid");
        await busy.ExecuteAsync("COMMIT");

        await run.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Up_WhenATableStaysBusy_FailsWithinTheBudgetAndNamesTheBlocker()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<SlowContext>(SlowContext.First);
        await using var busy = await database.ConnectAsync();
        await busy.ExecuteAsync("SET application_name = 'a long report'; BEGIN; LOCK TABLE busy");
        var options = database.Options() with { LockTimeout = TimeSpan.FromMilliseconds(300), RetryBudget = TimeSpan.FromSeconds(1) };

        await using var session = await database.Migrator<SlowContext>(options).BeginAsync(default);
        var failure = await Assert.ThrowsAsync<MigrationException>(() => session.UpAsync(MigrationTarget.Head, default));

        Assert.Equal(MigrationExitCode.MigrationFailed, failure.ExitCode);
        Assert.Contains($"pid {busy.ProcessID} 'a long report' (idle in transaction", failure.Message, StringComparison.Ordinal);
        Assert.Equal(JournalOutcome.Failed, (await database.JournalAsync())[^1].Outcome);
    }
}
