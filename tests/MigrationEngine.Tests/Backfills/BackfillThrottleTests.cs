using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.Testing;
using static TradingPlatform.MigrationEngine.Tests.Backfills.BackfillScene;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>A backfill gives way to what really happens on a server, and goes on when it is over.</summary>
public sealed class BackfillThrottleTests(ThrottledServer server) : IClassFixture<ThrottledServer>
{
    private static readonly BackfillRunOptions Unthrottled = new()
    {
        FirstBatch = 3,
        LargestBatch = 3,
        LatencyLimit = null,
        WalLimit = null,
        ReplicationLagLimit = null,
        LockWaitLimit = null,
        Vacuum = BackfillVacuum.Never,
    };

    /// <summary>Pages enough for a vacuum to be busy with, and nothing for the backfill.</summary>
    private const string Dead =
        """
        INSERT INTO work.orders (id, amount, cents) SELECT n, 1, 100 FROM generate_series(10000, 60000) AS n;
        DELETE FROM work.orders WHERE id >= 10000 AND id % 2 = 0;
        """;

    [Fact]
    public async Task Run_WhileSomebodyWritesMuchLog_WaitsUntilItIsOver()
    {
        await using var database = await server.CreateDatabaseAsync();
        using var stop = new CancellationTokenSource();
        var writer = WriteLogAsync(database, stop.Token);

        await GivesWayAsync(database, Unthrottled with { WalLimit = 1 << 20 }, "MiB of log a second (the limit is 1)", "log", async () =>
        {
            await stop.CancelAsync();
            await writer;
        });
    }

    [Fact]
    public async Task Run_WhileAReplicaIsBehind_WaitsUntilItHasCaughtUp()
    {
        await using var replica = new NpgsqlConnection(await server.StartReplicaAsync());
        await using var database = await server.CreateDatabaseAsync();
        await replica.OpenAsync();
        await replica.ExecuteAsync("SELECT pg_wal_replay_pause()");

        await GivesWayAsync(
            database,
            Unthrottled with { ReplicationLagLimit = TimeSpan.FromMilliseconds(500) },
            "a replica is",
            "replication",
            () => replica.ExecuteAsync("SELECT pg_wal_replay_resume()"));
    }

    [Fact]
    public async Task Run_WhileSessionsWaitForLocks_WaitsUntilTheyHaveThem()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var holder = await database.ConnectAsync();
        await using var waiter = await database.ConnectAsync();
        await holder.ExecuteAsync("BEGIN; UPDATE work.orders SET amount = amount WHERE id = 900");
        var waiting = waiter.ExecuteAsync("UPDATE work.orders SET amount = amount WHERE id = 900");

        await GivesWayAsync(database, Unthrottled with { LockWaitLimit = 0 }, "1 sessions wait for locks (the limit is 0)", "locks", async () =>
        {
            await holder.ExecuteAsync("ROLLBACK");
            await waiting;
        });
    }

    [Fact]
    public async Task Run_WhileItsTableIsVacuumed_WaitsWhereItIsToldTo()
    {
        await using var database = await server.CreateDatabaseAsync();
        await database.ExecuteAsync(Dead);

        // Never analyzed: a slow ANALYZE of a worker that came first would keep everybody from vacuuming.
        await database.ExecuteAsync(
            """
            ALTER TABLE work.orders SET (autovacuum_enabled = on, autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
                autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1, autovacuum_analyze_threshold = 1000000000);
            """);
        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_stat_progress_vacuum WHERE relid = 'work.orders'::regclass)");

        await GivesWayAsync(
            database,
            Unthrottled with { Vacuum = BackfillVacuum.Any },
            "its table is being vacuumed",
            "vacuum",
            () => database.ExecuteAsync(
                "ALTER TABLE work.orders SET (autovacuum_enabled = off); SELECT pg_terminate_backend(pid) FROM pg_stat_progress_vacuum WHERE relid = 'work.orders'::regclass"));
    }

    [Fact]
    public async Task Run_WhileItsTableIsVacuumedAsUsual_DoesNotWait()
    {
        await using var database = await server.CreateDatabaseAsync();
        await database.ExecuteAsync(Dead);
        await using var vacuum = await database.ConnectAsync();
        await vacuum.ExecuteAsync("SET vacuum_cost_delay = '100ms'; SET vacuum_cost_limit = 1");
        using var stop = new CancellationTokenSource();
        await using var command = new NpgsqlCommand("VACUUM (DISABLE_PAGE_SKIPPING) work.orders", vacuum);
        var vacuuming = command.ExecuteNonQueryAsync(stop.Token);
        using var seen = new BackfillMeasurements(Cents);

        var result = await database.RunAsync(Cents, Unthrottled with { Vacuum = BackfillVacuum.Wraparound });
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vacuuming);
        Assert.Equal(BackfillOutcome.Finished, result.Outcome);
        Assert.Empty(seen.Of("migration.backfill.wait"));
    }

    [Fact]
    public async Task Run_WhenTheServerAnswersSlowly_PausesBetweenBatches()
    {
        await using var database = await server.CreateDatabaseAsync();
        using var seen = new BackfillMeasurements(Cents);

        var result = await database.RunAsync(Cents, Unthrottled with { LatencyLimit = TimeSpan.FromTicks(1) });

        Assert.Equal(BackfillOutcome.Finished, result.Outcome);
        Assert.All(seen.Of("migration.backfill.wait", "latency"), pause => Assert.InRange(pause, 0, 1));
        Assert.NotEmpty(seen.Of("migration.backfill.wait", "latency"));
    }

    [Fact]
    public async Task Run_OfAProcessThatIsKilledWhileItGivesWay_IsNotSeenGivingWayAnyMore()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var holder = await database.ConnectAsync();
        await using var waiter = await database.ConnectAsync();
        await holder.ExecuteAsync("SELECT pg_advisory_lock(7)");
        var waiting = waiter.ExecuteAsync("SELECT pg_advisory_lock(7)");
        await using var process = ServiceProcess.Start(
            "MigrationEngine.Tests", ["backfill-gently"], new Dictionary<string, string?> { ["CRASH_DATABASE"] = database.ConnectionString });
        await database.UntilAsync(Cents, status => status.GivesWay == BackfillCause.Locks.Words);

        process.Kill();
        await process.WaitForExitAsync();

        await database.UntilAsync(Cents, status => status.State == BackfillState.Open);
        Assert.Null((await database.StateAsync(Cents)).GivesWay);
        await holder.ExecuteAsync("SELECT pg_advisory_unlock(7)");
        await waiting;
    }

    [Fact]
    public async Task Run_WhenOneAnswerIsSlow_DoesNotPause()
    {
        await using var throttle = new BackfillThrottle(
            new MigrationEngineOptions { ConnectionString = "" }, new BackfillRunOptions(), Cents, NullLogger.Instance, TimeProvider.System);
        var (quick, slow) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(40));

        Assert.Equal((false, true, false, false), (throttle.Answered(quick), throttle.Answered(slow), throttle.Answered(quick), throttle.IsInTheWay));
        Assert.Equal((true, false), (throttle.Answered(slow), throttle.IsInTheWay));
        Assert.Equal((true, true), (throttle.Answered(slow), throttle.IsInTheWay));
    }

    [Fact]
    public async Task Run_IsSeenInTheMetrics()
    {
        await using var database = await server.CreateDatabaseAsync();
        var backfill = new TestUpdate("orders", "cents IS NULL", "cents = amount * 100 / (id - 7)", name: "metered");
        using var seen = new BackfillMeasurements(backfill);

        var result = await database.RunAsync(backfill, Unthrottled with { FirstBatch = 20, LargestBatch = 20 });

        Assert.Equal(BackfillOutcome.RowsSetAside, result.Outcome);
        Assert.Equal(899, seen.Of("migration.backfill.rows").Sum());
        Assert.Equal(1, seen.Of("migration.backfill.set_aside").Sum());
        Assert.All(seen.Of("migration.backfill.batch.duration"), seconds => Assert.InRange(seconds, 0, 60));
        Assert.InRange(seen.Of("migration.backfill.batch.duration").Sum(), 899 * 0.002, 60);
        Assert.True(seen.Of("migration.backfill.batch.duration").Count >= 45, "Fewer batches than the rows need were measured.");
        var fractions = seen.Of("migration.backfill.progress");
        Assert.NotEmpty(fractions);
        Assert.Equal(fractions.Order(), fractions);
        Assert.All(fractions, fraction => Assert.InRange(fraction, 0, 1));
    }

    /// <summary>Runs the backfill until it gives way, sees that nothing changes meanwhile, and that it finishes when the reason is gone.</summary>
    private static async Task GivesWayAsync(TestDatabase database, BackfillRunOptions run, string reason, string cause, Func<Task> release)
    {
        var log = new CollectedLog();
        using var seen = new BackfillMeasurements(Cents);
        var running = new BackfillRunner(database.With(Cents), log, TimeProvider.System).RunAsync(null, run, default);
        await log.WaitForAsync(reason);

        var done = await database.ScalarAsync<long>("SELECT count(*) FROM work.done");
        Assert.InRange(done, 1, 899);
        await database.UntilAsync(Cents, status => status.GivesWay is not null);
        Assert.Equal((BackfillState.Running, BackfillCause.All.Single(known => known.Word == cause).Words), await database.StateAsync(Cents) is var waits ? (waits.State, waits.GivesWay) : default);
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMilliseconds(700))
        {
            Assert.Equal(done, await database.ScalarAsync<long>("SELECT count(*) FROM work.done"));
            await Task.Delay(50);
        }

        await release();
        var result = Assert.Single(await running.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(BackfillOutcome.Finished, result.Outcome);
        Assert.Equal(0, await database.ScalarAsync<long>(Wrong + " AND id <= 900"));
        Assert.Contains(seen.Of("migration.backfill.wait", cause), seconds => seconds > 0.6);
        Assert.Null((await database.StateAsync(Cents)).GivesWay);
    }

    /// <summary>Some ten megabytes of log a second that change no row.</summary>
    private static async Task WriteLogAsync(TestDatabase database, CancellationToken stop)
    {
        await using var connection = await database.ConnectAsync();
        while (!stop.IsCancellationRequested)
        {
            await connection.ExecuteAsync("SELECT pg_logical_emit_message(false, 'test', repeat('x', 1000000))");
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
