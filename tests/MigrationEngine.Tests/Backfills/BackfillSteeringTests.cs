using Npgsql;
using TradingPlatform.Testing;
using static TradingPlatform.MigrationEngine.Tests.Backfills.BackfillScene;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>Pause, resume, retry and cancel, from outside of the run.</summary>
public sealed class BackfillSteeringTests
{
    /// <summary>Batches so small that an operator is quicker.</summary>
    private static readonly BackfillRunOptions Slow = new() { FirstBatch = 3, LargestBatch = 3 };

    [Fact]
    public async Task Pause_WhileItRuns_StopsEveryWorkerAndNothingChangesAfterwards()
    {
        await using var database = await CreateAsync(Orders(200_000));
        var running = database.RunAsync(Cents, Slow with { Workers = 3 });
        await BegunAsync(database);
        Assert.Equal(BackfillState.Running, (await database.StateAsync(Cents)).State);
        Assert.Contains("engine test", Assert.Single((await database.StateAsync(Cents)).Workers.Take(1)), StringComparison.Ordinal);

        var paused = await new BackfillControl(database.With(Cents)).SayAsync(BackfillCommand.Pause, Cents.Name, default);
        var changed = await database.ScalarAsync<long>("SELECT count(*) FROM work.done");

        Assert.Equal(BackfillState.Paused, paused.State);
        Assert.Equal(BackfillOutcome.Paused, (await running).Outcome);
        Assert.Equal(changed, await database.ScalarAsync<long>("SELECT count(*) FROM work.done"));
        Assert.Equal(BackfillOutcome.Paused, (await database.RunAsync(Cents)).Outcome);
        Assert.Equal(changed, await database.ScalarAsync<long>("SELECT count(*) FROM work.done"));

        Assert.Equal(BackfillState.Open, (await new BackfillControl(database.With(Cents)).SayAsync(BackfillCommand.Resume, Cents.Name, default)).State);
        Assert.Equal(BackfillOutcome.Finished, (await database.RunAsync(Cents)).Outcome);
        Assert.Equal(0, await database.ScalarAsync<long>(NotOnce));
    }

    [Fact]
    public async Task Pause_BeforeItsFirstRun_KeepsItFromBeginning()
    {
        await using var database = await CreateAsync(Orders(10));

        await new BackfillControl(database.With(Cents)).SayAsync(BackfillCommand.Pause, Cents.Name, default);

        Assert.Equal(BackfillOutcome.Paused, (await database.RunAsync(Cents)).Outcome);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM work.done"));
    }

    [Fact]
    public async Task Pause_WhileAnotherCancels_LeavesItCancelled()
    {
        await using var database = await CreateAsync(Orders(10));
        var control = new BackfillControl(database.With(Cents));
        await control.SayAsync(BackfillCommand.Pause, Cents.Name, default);
        await control.SayAsync(BackfillCommand.Resume, Cents.Name, default);
        await using var other = new NpgsqlConnection(database.ConnectionString);
        await other.OpenAsync();
        await using var cancelling = await other.BeginTransactionAsync();
        await other.ExecuteAsync("UPDATE migration.backfills SET state = 'cancelled'");

        var pausing = control.SayAsync(BackfillCommand.Pause, Cents.Name, default);
        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')");
        Assert.False(pausing.IsCompleted, "Nobody waited for the other's transaction.");
        await cancelling.CommitAsync();

        Assert.Equal(MigrationExitCode.Refused, (await Assert.ThrowsAsync<MigrationException>(() => pausing)).ExitCode);
        Assert.Equal(BackfillState.Cancelled, (await database.StateAsync(Cents)).State);
    }

    [Fact]
    public async Task Cancel_ThenRetry_EndsInTheSameRows()
    {
        await using var database = await CreateAsync(Orders(20_000));
        var control = new BackfillControl(database.With(Cents));
        var running = database.RunAsync(Cents, Slow);
        await BegunAsync(database);

        Assert.Equal(BackfillState.Cancelled, (await control.SayAsync(BackfillCommand.Cancel, Cents.Name, default)).State);
        Assert.Equal(BackfillOutcome.Cancelled, (await running).Outcome);
        Assert.Equal(BackfillOutcome.Cancelled, (await database.RunAsync(Cents, named: true)).Outcome);

        await control.SayAsync(BackfillCommand.Retry, Cents.Name, default);
        Assert.Equal(BackfillOutcome.Finished, (await database.RunAsync(Cents)).Outcome);
        Assert.Equal(0, await database.ScalarAsync<long>(NotOnce));
    }

    [Fact]
    public async Task Steering_WhatCannotBe_IsRefusedWithTheReason()
    {
        await using var database = await CreateAsync(Orders(10));
        var control = new BackfillControl(database.With(Cents));
        Assert.Contains("nothing was changed", (await RefusedAsync(control, BackfillCommand.Resume)).Message, StringComparison.Ordinal);

        await database.RunAsync(Cents);
        Assert.Contains("has finished", (await RefusedAsync(control, BackfillCommand.Pause)).Message, StringComparison.Ordinal);
        Assert.Contains("has finished", (await RefusedAsync(control, BackfillCommand.Retry)).Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<MigrationException>(() => control.SayAsync(BackfillCommand.Pause, "nothing", default));
        Assert.Equal("There is no backfill 'nothing': use one of fill-it.", unknown.Message);
    }

    [Fact]
    public async Task Run_WhenItIsCancelled_LeavesNoTransactionAndGoesOnLater()
    {
        await using var database = await CreateAsync(Orders(20_000));
        using var stop = new CancellationTokenSource();
        var runner = new BackfillRunner(database.With(Cents), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TimeProvider.System);
        var running = runner.RunAsync(null, Slow, stop.Token);
        await BegunAsync(database);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(BackfillState.Open, (await database.StateAsync(Cents)).State);
        Assert.Equal(BackfillOutcome.Finished, (await database.RunAsync(Cents)).Outcome);
        Assert.Equal(0, await database.ScalarAsync<long>(NotOnce));
    }

    private static async Task<MigrationException> RefusedAsync(BackfillControl control, BackfillCommand command)
    {
        var refused = await Assert.ThrowsAsync<MigrationException>(() => control.SayAsync(command, Cents.Name, default));
        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        return refused;
    }

    private static async Task BegunAsync(TestDatabase database)
    {
        await database.WaitUntilAsync("SELECT to_regclass('migration.backfill_ranges') IS NOT NULL");
        await database.WaitUntilAsync("SELECT coalesce(sum(batches), 0) > 5 FROM migration.backfill_ranges");
    }
}
