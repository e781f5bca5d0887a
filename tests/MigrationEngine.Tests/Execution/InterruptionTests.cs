using Microsoft.EntityFrameworkCore;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class InterruptionTests
{
    [Fact]
    public async Task Up_WhenItsBackendIsKilled_FailsAndTheNextRunMarksItInterruptedAndSucceeds()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using (var gate = await database.ConnectAsync())
        {
            await gate.ExecuteAsync($"SELECT pg_advisory_lock({SlowContext.Gate})");
            var run = database.UpAsync<SlowContext>();
            await database.WaitUntilAsync(EngineFixture.SlowMigrationWaits);

            await database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'engine test%'");

            var failure = await Assert.ThrowsAsync<MigrationException>(() => run);
            Assert.Equal(MigrationExitCode.DatabaseUnavailable, failure.ExitCode);
            Assert.Contains(SlowContext.Slow, failure.Message, StringComparison.Ordinal);
        }

        await database.UpAsync<SlowContext>();

        Assert.Equal(
            [JournalOutcome.Succeeded, JournalOutcome.Interrupted, JournalOutcome.Succeeded],
            (await database.JournalAsync()).Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task Up_WhenCancelled_RollsBackAndJournalsIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var gate = await database.ConnectAsync();
        await gate.ExecuteAsync($"SELECT pg_advisory_lock({SlowContext.Gate})");
        using var cancel = new CancellationTokenSource();
        var run = database.WithLongLockTimeout<SlowContext>(cancel.Token);
        await database.WaitUntilAsync(EngineFixture.SlowMigrationWaits);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(JournalOutcome.Cancelled, (await database.JournalAsync())[^1].Outcome);
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'busy'::regclass AND attnum > 0"));
    }

    [Fact]
    public async Task Readers_WhileAMigrationHoldsAccessExclusiveLocks_AnswerAtOnce()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var gate = await database.ConnectAsync();
        await gate.ExecuteAsync($"SELECT pg_advisory_lock({SlowContext.Gate})");
        using var cancel = new CancellationTokenSource();
        var run = database.WithLongLockTimeout<SlowContext>(cancel.Token);
        await database.WaitUntilAsync(EngineFixture.SlowMigrationWaits);
        Assert.True(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'busy'::regclass)"));

        var status = await database.StatusAsync<SlowContext>().WaitAsync(TimeSpan.FromSeconds(10));
        await using var context = database.Context<SlowContext>();
        var verdict = await SchemaGate.CheckAsync(context, default).WaitAsync(TimeSpan.FromSeconds(10));
        var journal = await database.JournalAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal([SlowContext.Slow], status.Pending);
        Assert.Equal(MigrationExitCode.Pending, status.ExitCode);
        Assert.Contains("engine test", status.Holder!.Application, StringComparison.Ordinal);
        Assert.Equal(SlowContext.Slow, Assert.Single(status.Unfinished).MigrationId);
        Assert.False(verdict.IsSufficient);
        Assert.Equal(JournalOutcome.Running, journal[^1].Outcome);
        await gate.ExecuteAsync($"SELECT pg_advisory_unlock({SlowContext.Gate})");
        await run;
        Assert.True((await SchemaGate.CheckAsync(context, default)).IsSufficient);
    }

    [Fact]
    public async Task Readers_WhileAHistoryRowIsNotCommitted_AnswerAtOnceWithTheStateBefore()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");
        await database.ExecuteAsync(
            $"""
            CREATE FUNCTION migration.hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock({SlowContext.Gate}); RETURN new; END $$;
            CREATE TRIGGER hold AFTER INSERT ON migration."__EFMigrationsHistory" FOR EACH ROW EXECUTE FUNCTION migration.hold();
            """);
        await using var gate = await database.ConnectAsync();
        await gate.ExecuteAsync($"SELECT pg_advisory_lock({SlowContext.Gate})");
        var run = database.WithLongLockTimeout<ShopContext>(CancellationToken.None);
        await database.WaitUntilAsync(EngineFixture.SlowMigrationWaits);
        Assert.True(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'shop.items'::regclass)"));

        var status = await database.StatusAsync<ShopContext>().WaitAsync(TimeSpan.FromSeconds(10));
        await using var context = database.Context<ShopContext>();
        var verdict = await SchemaGate.CheckAsync(context, default).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal([ShopContext.CreateItems], status.Applied.Select(applied => applied.Id));
        Assert.Equal([ShopContext.AddPrice, ShopContext.IndexItems], status.Pending);
        Assert.False(verdict.IsSufficient);
        await gate.ExecuteAsync($"SELECT pg_advisory_unlock({SlowContext.Gate})");
        await run;
    }
}

internal static class PatientRun
{
    /// <summary>A run whose statements wait for locks as long as the test does.</summary>
    public static async Task WithLongLockTimeout<TContext>(this TestDatabase database, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        var options = database.Options() with { LockTimeout = TimeSpan.FromMinutes(1) };
        await using var session = await database.Migrator<TContext>(options).BeginAsync(cancellationToken);
        await session.UpAsync(MigrationTarget.Head, cancellationToken);
    }
}
