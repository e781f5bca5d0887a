using TradingPlatform.Testing;
using static TradingPlatform.MigrationEngine.Tests.Backfills.BackfillScene;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>Real processes, killed at any moment and several at once, and applications that write meanwhile.</summary>
public sealed class BackfillProcessTests
{
    private const int Rows = 60_000;

    [Fact]
    public async Task Run_WhenItsProcessIsKilledAgainAndAgain_DoesEveryRowOnce()
    {
        await using var database = await CreateAsync(Orders(Rows));
        var random = new Random(20260101);
        var kills = 0;
        for (; kills < 8; kills++)
        {
            await using var process = Start(database, "2");
            var before = await database.ScalarAsync<long>(Done);
            var wanted = before + random.Next(1, 6000);
            await WaitAsync(database, wanted, process);
            if (process.HasExited) break;

            await Task.Delay(random.Next(0, 30));
            process.Kill();
            await process.WaitForExitAsync();
        }

        await using var last = Start(database, "2");
        Assert.True(await last.WaitForExitAsync(TimeSpan.FromMinutes(2)) == 0, last.Output);

        Assert.True(kills >= 3, $"Only {kills} processes could be killed.");
        Assert.Equal(0, await database.ScalarAsync<long>(NotOnce));
        Assert.Equal(0, await database.ScalarAsync<long>(Wrong));
        var state = await database.StateAsync(Cents);
        Assert.Equal((BackfillState.Finished, Rows), (state.State, state.RowsChanged));
    }

    [Fact]
    public async Task Run_ByThreeProcessesAtOnce_DoesEveryRowOnce()
    {
        await using var database = await CreateAsync(Orders(120_000));
        var processes = Enumerable.Range(0, 3).Select(_ => Start(database, "1")).ToList();

        foreach (var process in processes)
        {
            Assert.True(await process.WaitForExitAsync(TimeSpan.FromMinutes(3)) == 0, process.Output);
            await process.DisposeAsync();
        }

        Assert.Equal(0, await database.ScalarAsync<long>(NotOnce));
        Assert.Equal(BackfillState.Finished, (await database.StateAsync(Cents)).State);
    }

    [Fact]
    public async Task Run_WhileApplicationsWriteTheOldShape_LeavesNoRowBehind()
    {
        await using var database = await CreateAsync(Orders(Rows));
        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 3).Select(writer => WriteAsync(database, writer, stop.Token)));

        var running = database.RunAsync(Cents, new BackfillRunOptions { Workers = 2 });
        await database.WaitUntilAsync("SELECT to_regclass('migration.backfills') IS NOT NULL");
        await WaitAsync(database, Rows / 2, process: null);
        await stop.CancelAsync();
        var writes = await writing;

        Assert.Equal(BackfillOutcome.Finished, (await running).Outcome);
        Assert.True(writes.Sum() > 20, "The writers wrote nothing.");
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM work.orders WHERE cents IS NULL"));

        // A row that its owner changed after it was done keeps the cents of then; one that came or was changed before has those of now.
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM work.orders WHERE cents IS DISTINCT FROM amount * 100 AND NOT (id <= 60000 AND amount >= 5000)"));
    }

    private const string Done = "SELECT count(*) FROM work.done";

    /// <summary>An application of before: it inserts, changes and deletes rows without knowing of the new column.</summary>
    private static async Task<int> WriteAsync(TestDatabase database, int writer, CancellationToken stop)
    {
        await using var connection = await database.ConnectAsync();
        var random = new Random(writer);
        var writes = 0;
        for (; !stop.IsCancellationRequested; writes++)
        {
            var id = random.Next(1, Rows);
            await connection.ExecuteAsync(FormattableString.Invariant(
                $"""
                INSERT INTO work.orders (id, amount) VALUES ({-((writes * 3) + writer + 1)}, {writes % 1000});
                INSERT INTO work.orders (id, amount) VALUES ({Rows + (writes * 3) + writer + 1}, {writes % 1000});
                UPDATE work.orders SET amount = amount + 5000 WHERE id = {id};
                DELETE FROM work.orders WHERE id = {random.Next(1, Rows)};
                """));
        }

        return writes;
    }

    private static async Task WaitAsync(TestDatabase database, long done, ServiceProcess? process)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (process?.HasExited != true && await database.ScalarAsync<long>(Done) < done) await Task.Delay(5, deadline.Token);
    }

    private static ServiceProcess Start(TestDatabase database, string workers) => ServiceProcess.Start(
        "MigrationEngine.Tests", ["backfill", workers], new Dictionary<string, string?> { ["CRASH_DATABASE"] = database.ConnectionString });
}
