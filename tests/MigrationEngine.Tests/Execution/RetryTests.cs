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
        var log = new CollectedLog();

        var run = Task.Run(async () =>
        {
            await using var session = await database.Migrator<SlowContext>(logger: log).BeginAsync(default);
            await session.UpAsync(MigrationTarget.Head, default);
        });

        // Never for so long that the run would not try: behind an old transaction it only waits.
        var told = log.WaitForAsync("55P03");
        while (!told.IsCompleted) await busy.ExecuteAsync("BEGIN; LOCK TABLE busy; SELECT pg_sleep(0.25); COMMIT");
        await told;

        await run;
        Assert.Equal(JournalOutcome.Succeeded, (await database.JournalAsync())[^1].Outcome);
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
