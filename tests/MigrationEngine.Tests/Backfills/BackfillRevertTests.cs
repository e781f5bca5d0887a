using static TradingPlatform.MigrationEngine.Tests.Backfills.BackfillScene;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>What happens to a backfill when its migration goes.</summary>
public sealed class BackfillRevertTests
{
    [Fact]
    public async Task Down_OfItsMigration_MakesItRunAgainAfterTheNextUp()
    {
        await using var database = await CreateAsync("INSERT INTO work.orders (id, amount) SELECT n, n FROM generate_series(1, 50) AS n");
        await database.RunAsync(Cents);

        await database.DownAsync<WorkContext>(WorkContext.Create, allowDataLoss: true);
        Assert.Equal(BackfillState.NotYetPossible, (await database.StateAsync(Cents)).State);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT (SELECT count(*) FROM migration.backfills) + (SELECT count(*) FROM migration.backfill_ranges)"));

        await database.UpAsync<WorkContext>();
        Assert.Equal(BackfillState.Pending, (await database.StateAsync(Cents)).State);
        Assert.Equal((BackfillOutcome.Finished, 50), (await database.RunAsync(Cents)) is var result ? (result.Outcome, result.RowsChanged) : default);
        Assert.Equal(0, await database.ScalarAsync<long>(Wrong));
    }

    [Fact]
    public async Task Down_OfAnotherMigration_LeavesItAlone()
    {
        await using var database = await CreateAsync("INSERT INTO work.orders (id, amount) VALUES (1, 1)");
        var early = new TestUpdate("orders", "amount = 1", "amount = 2", after: WorkContext.Create);
        await database.RunAsync(early);

        await database.DownAsync<WorkContext>(WorkContext.Create, allowDataLoss: true);

        Assert.Equal(BackfillState.Finished, (await database.StateAsync(early)).State);
    }

    [Fact]
    public async Task Down_ByAScript_ForgetsItToo()
    {
        await using var database = await CreateAsync("INSERT INTO work.orders (id, amount) VALUES (1, 1)");
        await database.RunAsync(Cents);

        await database.ExecuteAsync(BackfillTable.Forget(WorkContext.Shape));

        Assert.Equal(BackfillState.Pending, (await database.StateAsync(Cents)).State);
    }

    [Fact]
    public async Task Stamp_BelowItsMigration_ForgetsIt()
    {
        await using var database = await CreateAsync("INSERT INTO work.orders (id, amount) VALUES (1, 1)");
        await database.RunAsync(Cents);

        await using (var session = await database.Migrator<WorkContext>().BeginAsync(default))
            await session.StampAsync(MigrationTarget.Parse(WorkContext.Create), JournalSource.Stamp, default);

        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM migration.backfills"));
    }

    [Fact]
    public async Task Down_WhileItRuns_EndsTheRunAsNotPossible()
    {
        await using var database = await CreateAsync(Orders(40_000));
        var running = database.RunAsync(Cents, new BackfillRunOptions { FirstBatch = 5, LargestBatch = 5 });
        await database.WaitUntilAsync("SELECT to_regclass('migration.backfill_ranges') IS NOT NULL");
        await database.WaitUntilAsync("SELECT coalesce(sum(batches), 0) > 5 FROM migration.backfill_ranges");

        await database.DownAsync<WorkContext>(WorkContext.Create, allowDataLoss: true);

        Assert.Equal(BackfillOutcome.NotYetPossible, (await running).Outcome);
        Assert.Equal(BackfillState.NotYetPossible, (await database.StateAsync(Cents)).State);
    }
}
