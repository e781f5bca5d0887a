using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.Testing;
using static TradingPlatform.MigrationEngine.Tests.Backfills.BackfillScene;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>Rows that cannot be done, rows that others hold, statements that are wrong.</summary>
public sealed class BackfillTroubleTests
{
    private static readonly Backfill Checked = new TestUpdate("orders", "cents IS NULL", "cents = 100000 / (amount - 500)");

    [Fact]
    public async Task Run_WhenRowsCannotBeDone_SetsThemAsideAndDoesTheRest()
    {
        await using var database = await CreateAsync(Orders(4000));

        var result = await database.RunAsync(Checked);

        Assert.Equal((BackfillOutcome.RowsSetAside, 3996, 4), (result.Outcome, result.RowsChanged, result.RowsSetAside));
        var aside = await new BackfillControl(database.With(Checked)).ReadSetAsideAsync(Checked.Name, 10, default);
        Assert.Equal(["1500", "2500", "3500", "500"], aside.Select(row => Assert.Single(row.Key)).Order(StringComparer.Ordinal));
        Assert.All(aside, row => Assert.Equal(("22012", "division by zero"), (row.SqlState, row.Error)));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM (SELECT FROM work.done GROUP BY id HAVING count(*) > 1) AS twice"));
        Assert.Equal(BackfillState.RowsSetAside, (await database.StateAsync(Checked)).State);
    }

    [Fact]
    public async Task Run_WhenTheRowsSetAsideWereCorrected_Finishes()
    {
        await using var database = await CreateAsync(Orders(1000));
        await database.RunAsync(Checked);
        Assert.Equal(BackfillOutcome.RowsSetAside, (await database.RunAsync(Checked)).Outcome);
        await database.ExecuteAsync("UPDATE work.orders SET cents = 0 WHERE id = 500");

        Assert.Equal(BackfillOutcome.Finished, (await database.RunAsync(Checked)).Outcome);
    }

    [Fact]
    public async Task Retry_AfterTheCauseIsGone_DoesTheRowsThatWereSetAside()
    {
        await using var database = await CreateAsync(Orders(1000));
        await database.RunAsync(Checked);
        await database.ExecuteAsync("UPDATE work.orders SET amount = 1 WHERE id = 500");

        Assert.Equal((BackfillState.RowsSetAside, 1000L, 1.0), await WalkedAsync(database));
        Assert.Equal(BackfillState.Open, (await new BackfillControl(database.With(Checked)).SayAsync(BackfillCommand.Retry, Checked.Name, default)).State);

        // The walk begins anew, and what was changed before stays changed.
        Assert.Equal((BackfillState.Open, 0L, 0.0), await WalkedAsync(database));
        Assert.Equal((null, 999), await database.StateAsync(Checked) is var open ? (open.TimeLeft, open.RowsChanged) : default);
        var result = await database.RunAsync(Checked);

        Assert.Equal((BackfillOutcome.Finished, 1, 0), (result.Outcome, result.RowsChanged, result.RowsSetAside));
        Assert.Equal((BackfillState.Finished, 1000L, 1.0), await WalkedAsync(database));
    }

    [Fact]
    public async Task Run_WhenOthersHoldARowForLong_KeepsNobodyWaitingForTheRowsBeforeIt()
    {
        await using var database = await CreateAsync(Orders(1000));
        await using var holder = await database.ConnectAsync();
        await holder.ExecuteAsync("BEGIN; SELECT FROM work.orders WHERE id IN (300, 301, 302) FOR UPDATE");
        await using var user = await database.ConnectAsync();
        await user.ExecuteAsync("SET lock_timeout = '20s'");

        // However long it may wait for one row: the batch with it may not.
        var running = database.RunAsync(Cents, new BackfillRunOptions { LockTimeout = TimeSpan.FromMinutes(2), BatchTimeout = TimeSpan.FromMinutes(2) });
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await database.ScalarAsync<long>("SELECT count(*) FROM work.done") < 997)
        {
            await user.ExecuteAsync("SELECT FROM work.orders WHERE id IN (1, 299) FOR UPDATE");
            await Task.Delay(20, deadline.Token);
        }

        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')");
        await user.ExecuteAsync("SELECT FROM work.orders WHERE id NOT BETWEEN 300 AND 302 FOR UPDATE");
        Assert.False(running.IsCompleted);
        await holder.ExecuteAsync("ROLLBACK");

        Assert.Equal((BackfillOutcome.Finished, 1000), await running is var result ? (result.Outcome, result.RowsChanged) : default);
        Assert.Equal(0, await database.ScalarAsync<long>(NotOnce));
        Assert.Equal(1000, (await database.StateAsync(Cents)).RowsWalked);
    }

    [Fact]
    public async Task Run_WhenTooManyRowsCannotBeDone_Fails()
    {
        await using var database = await CreateAsync(Orders(4000));

        var result = await database.RunAsync(Checked, new BackfillRunOptions { MostSetAside = 2 });

        Assert.Equal(BackfillOutcome.Failed, result.Outcome);
        Assert.Contains("more than 2 rows cannot be done", result.Error, StringComparison.Ordinal);
        Assert.Equal((BackfillState.Failed, result.Error), (await database.StateAsync(Checked)) is var state ? (state.State, state.Error) : default);
    }

    [Fact]
    public async Task Run_WhenCodeThrowsForARow_SetsItAside()
    {
        await using var database = await CreateAsync(Orders(300));
        var code = new TestCode("orders", "cents IS NULL", ["amount"], row => row.Set(
            "cents", row.Get<int>("amount") == 77 ? throw new InvalidOperationException("unlucky") : (long)row.Get<int>("amount") * 100));

        var result = await database.RunAsync(code);

        Assert.Equal((BackfillOutcome.RowsSetAside, 299), (result.Outcome, result.RowsChanged));
        Assert.Equal("unlucky", Assert.Single(await new BackfillControl(database.With(code)).ReadSetAsideAsync(code.Name, 10, default)).Error);
    }

    [Fact]
    public async Task Run_WhenCodeSaysThatNoRowIsToBlame_FailsWithItsSentence()
    {
        await using var database = await CreateAsync(Orders(30));
        var code = new TestCode("orders", "cents IS NULL", [], _ => throw new MigrationException(MigrationExitCode.Usage, "The key k2 is missing: configure it."));

        Assert.Equal((BackfillOutcome.Failed, "The key k2 is missing: configure it."), (await database.RunAsync(code)) is var result ? (result.Outcome, result.Error) : default);
    }

    [Fact]
    public async Task Run_WhenARowIsLocked_DoesTheOthersAndThatOneLater()
    {
        await using var database = await CreateAsync(Orders(3000));
        await using var other = await database.ConnectAsync();
        await other.ExecuteAsync("BEGIN; UPDATE work.orders SET amount = 5 WHERE id = 1700");

        var running = database.RunAsync(Cents, new BackfillRunOptions { LockTimeout = TimeSpan.FromMilliseconds(20) });
        await database.WaitUntilAsync("SELECT count(*) >= 2999 FROM work.orders WHERE cents IS NOT NULL");
        await other.ExecuteAsync("COMMIT");

        Assert.Equal(BackfillOutcome.Finished, (await running).Outcome);
        Assert.Equal(500, await database.ScalarAsync<long>("SELECT cents FROM work.orders WHERE id = 1700"));
        Assert.Equal(0, await database.ScalarAsync<long>(Wrong));
    }

    [Fact]
    public async Task Run_WhenBatchesTakeTooLong_HalvesThem()
    {
        await using var database = await CreateAsync(Orders(120));
        var slow = new TestUpdate("orders", "cents IS NULL", "cents = amount * 100 + (SELECT 0 FROM pg_sleep(0.004 + 0 * amount))");

        var result = await database.RunAsync(slow, new BackfillRunOptions { FirstBatch = 100, BatchTimeout = TimeSpan.FromMilliseconds(150), BatchTarget = TimeSpan.FromMilliseconds(50) });

        Assert.Equal((BackfillOutcome.Finished, 120), (result.Outcome, result.RowsChanged));
        Assert.Equal(0, await database.ScalarAsync<long>(NotOnce));
    }

    [Theory]
    [InlineData("cents IS NULL", "no_column = 1", "no_column")]
    [InlineData("cents IS NUL", "cents = 1", "syntax error")]
    [InlineData("cents IS NULL", "cents = amount", "still meets its condition", "cents IS NULL OR amount > 0")]
    public async Task Run_OfABadBackfill_FailsWithOneSentence(string rows, string assignments, string expected, string? condition = null)
    {
        await using var database = await CreateAsync(Orders(500));

        var result = await database.RunAsync(new TestUpdate("orders", condition ?? rows, assignments));

        Assert.Equal(BackfillOutcome.Failed, result.Outcome);
        Assert.StartsWith("Backfill fill-it failed: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Error!);
    }

    [Fact]
    public async Task Run_OfAStatementThatLeavesItsRows_FailsInsteadOfRunningForEver()
    {
        await using var database = await CreateAsync(Orders(500));
        await database.ExecuteAsync("CREATE TABLE work.copies (order_id bigint)");

        var result = await database.RunAsync(new TestStatement("orders", "amount >= 0", "INSERT INTO work.copies SELECT id FROM batch"));

        Assert.Contains("still meets its condition `amount >= 0`", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM work.copies"));
    }

    [Fact]
    public async Task Run_OfATableThatIsNotThere_SaysSo()
    {
        await using var database = await CreateAsync();

        var result = await database.RunAsync(new TestUpdate("nowhere", "true", "a = 1"));

        Assert.Equal("Backfill fill-it failed: there is no table work.nowhere; correct its class, or restore the table, and run it again.", result.Error);
    }

    [Fact]
    public async Task Run_WhenTheTableIsDroppedMeanwhile_FailsWithOneSentence()
    {
        await using var database = await CreateAsync(Orders(40_000));
        var running = database.RunAsync(Cents, new BackfillRunOptions { FirstBatch = 5, LargestBatch = 5 });
        await database.WaitUntilAsync("SELECT to_regclass('migration.backfill_ranges') IS NOT NULL");
        await database.WaitUntilAsync("SELECT coalesce(sum(batches), 0) > 5 FROM migration.backfill_ranges");

        await database.ExecuteAsync("DROP TABLE work.orders");

        var result = await running;
        Assert.Equal(BackfillOutcome.Failed, result.Outcome);
        Assert.Contains("\"work.orders\" does not exist (42P01)", result.Error, StringComparison.Ordinal);
        Assert.Equal(BackfillState.Failed, (await database.StateAsync(Cents)).State);
    }

    [Fact]
    public async Task Run_OfATableWithoutAPrimaryKey_SaysSo()
    {
        await using var database = await CreateAsync("CREATE TABLE work.loose (a int); INSERT INTO work.loose VALUES (1)");

        var result = await database.RunAsync(new TestUpdate("loose", "a = 1", "a = 2"));

        Assert.Equal("Backfill fill-it failed: work.loose has no primary key to walk by; give it one.", result.Error);
    }

    [Theory]
    [InlineData("Fill It", WorkContext.Shape, "no usable name")]
    [InlineData("fill-it", "20990101_Nothing", "which this build does not have")]
    public async Task Run_OfABackfillThatContradictsTheBuild_IsRefused(string name, string after, string expected)
    {
        await using var database = await CreateAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(() => database.RunAsync(new TestUpdate("orders", "true", "amount = 1", name, after)));

        Assert.Equal(MigrationExitCode.Usage, refused.ExitCode);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfAnUnknownName_NamesTheOthers()
    {
        await using var database = await CreateAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(() =>
            new BackfillRunner(database.With(Cents), NullLogger.Instance, TimeProvider.System).RunAsync(["fil-it"], new BackfillRunOptions(), default));

        Assert.Equal("There is no backfill 'fil-it': use one of fill-it.", refused.Message);
    }

    private static async Task<(BackfillState, long, double?)> WalkedAsync(TestDatabase database) =>
        await database.StateAsync(Checked) is var state ? (state.State, state.RowsWalked, state.Fraction) : default;
}
