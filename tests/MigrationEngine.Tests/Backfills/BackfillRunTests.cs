using Microsoft.Extensions.Logging.Abstractions;
using static TradingPlatform.MigrationEngine.Tests.Backfills.BackfillScene;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>What a run does, undisturbed.</summary>
public sealed class BackfillRunTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task FinishEmpty_OverASession_FinishesWhatHasNoRows_AndLeavesTheRest(int rows)
    {
        await using var database = await CreateAsync(Orders(rows));
        var options = database.With(Cents);
        await using var session = await database.Migrator<WorkContext>(options).BeginAsync(default);
        var runner = new BackfillRunner(options, NullLogger.Instance, TimeProvider.System);

        var results = await runner.FinishEmptyAsync(session, default);

        Assert.Equal(rows == 0, results is [{ Outcome: BackfillOutcome.Finished }]);
        Assert.Equal(rows == 0, results is not null);
        Assert.Equal(rows == 0 ? BackfillState.Finished : BackfillState.Open, (await database.StateAsync(Cents)).State);
        Assert.Equal(rows, await database.ScalarAsync<long>(Wrong));
        if (rows == 0) Assert.NotNull(await runner.FinishEmptyAsync(session, default));
    }

    [Fact]
    public async Task Run_OnATable_ChangesEveryRowOnceAndFinishes()
    {
        await using var database = await CreateAsync(Orders(20_000));

        var result = await database.RunAsync(Cents);

        Assert.Equal((BackfillOutcome.Finished, 20_000), (result.Outcome, result.RowsChanged));
        Assert.Equal(0, await database.ScalarAsync<long>(Wrong));
        Assert.Equal(0, await database.ScalarAsync<long>(NotOnce));
        var state = await database.StateAsync(Cents);
        Assert.Equal((BackfillState.Finished, 20_000, 20_000, "work.orders"), (state.State, state.RowsChanged, state.RowsWalked, state.Table));
        Assert.NotNull(state.FinishedAt);
        Assert.InRange(state.EstimatedRows!.Value, 15_000, 25_000);
    }

    [Fact]
    public async Task Run_OnATableThatNobodyHasAnalyzed_KnowsHowManyRowsItHas()
    {
        await using var database = await CreateAsync(
            """
            CREATE TABLE work.people (id bigint PRIMARY KEY, name varchar(2000), note varchar(2000), done boolean) WITH (autovacuum_enabled = false);
            INSERT INTO work.people SELECT n, 'somebody', 'short' FROM generate_series(1, 120000) AS n;
            """);
        var people = new TestUpdate("people", "done IS NULL", "done = true");

        await database.RunAsync(people);

        Assert.InRange((await database.StateAsync(people)).EstimatedRows!.Value, 80_000, 160_000);
        Assert.True(await database.ScalarAsync<long>("SELECT count(*) FROM migration.backfill_ranges") > 1);
    }

    [Fact]
    public async Task Run_OfATableThatHasGrown_TellsOfItsRowsNow()
    {
        await using var database = await CreateAsync(Orders(1000));
        await database.RunAsync(Cents);
        await database.ExecuteAsync("INSERT INTO work.orders (id, amount) SELECT n, 1 FROM generate_series(1001, 30000) AS n; ANALYZE work.orders");

        await database.RunAsync(Cents, named: true);

        Assert.InRange((await database.StateAsync(Cents)).EstimatedRows!.Value, 25_000, 35_000);
    }

    [Fact]
    public async Task Status_WhereMoreRowsThanEstimatedAreWalked_DoesNotClaimThatNoTimeIsLeft()
    {
        await using var database = await CreateAsync(Orders(3));
        await new BackfillControl(database.With(Cents)).SayAsync(BackfillCommand.Pause, Cents.Name, default);
        await database.ExecuteAsync(
            $"""
            UPDATE migration.backfills SET estimated_rows = 500;
            INSERT INTO migration.backfill_ranges (backfill, id, batch_size, rows_walked, rows_changed, batches, worked_ms, updated_at) VALUES ('{Cents.Name}', 1, 64, 400, 400, 4, 2000, now())
            """);

        var before = await database.StateAsync(Cents);
        await database.ExecuteAsync("UPDATE migration.backfill_ranges SET rows_walked = 600");
        var after = await database.StateAsync(Cents);

        Assert.Equal((0.8, TimeSpan.FromSeconds(0.5)), (before.Fraction, before.TimeLeft));
        Assert.Equal((0.99, null), (after.Fraction, after.TimeLeft));
    }

    [Fact]
    public async Task Run_WithSeveralWorkers_ChangesEveryRowOnce()
    {
        await using var database = await CreateAsync(Orders(150_000));

        var result = await database.RunAsync(Cents, new BackfillRunOptions { Workers = 4 });

        Assert.Equal((BackfillOutcome.Finished, 150_000), (result.Outcome, result.RowsChanged));
        Assert.Equal(0, await database.ScalarAsync<long>(NotOnce));
        Assert.True(await database.ScalarAsync<long>("SELECT count(*) FROM migration.backfill_ranges") > 1);

        // By the type of the key, not as text: else ranges overlap, and most rows are walked more than once.
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM migration.backfill_ranges WHERE lower_key[1]::bigint >= upper_key[1]::bigint"));
        Assert.InRange((await database.StateAsync(Cents)).RowsWalked, 100_000, 150_000);
    }

    [Fact]
    public async Task Run_OnAnEmptyTable_FinishesWithoutABatch()
    {
        await using var database = await CreateAsync();

        Assert.Equal(BackfillOutcome.Finished, (await database.RunAsync(Cents)).Outcome);

        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM migration.backfill_ranges"));
        Assert.Equal(BackfillState.Finished, (await database.StateAsync(Cents)).State);
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("id NOT IN (17000, 39999, 40000)", 3)]
    public async Task Run_WhereFewRowsNeedIt_HasLookedAtAll(string done, long left)
    {
        await using var database = await CreateAsync(Orders(40_000) + $"UPDATE work.orders SET cents = amount * 100 WHERE {done};");

        Assert.Equal(left, (await database.RunAsync(Cents)).RowsChanged);

        Assert.Equal((40_000, 1.0), await database.StateAsync(Cents) is var state ? (state.RowsWalked, state.Fraction) : default);
    }

    [Fact]
    public async Task Run_WhenRowsAppearAfterwards_DoesThemWhenNamed()
    {
        await using var database = await CreateAsync(Orders(100));
        await database.RunAsync(Cents);
        await database.ExecuteAsync("INSERT INTO work.orders (id, amount) VALUES (-5, 7), (50000, 8)");

        Assert.Equal(0, (await database.RunAsync(Cents)).RowsChanged);
        var result = await database.RunAsync(Cents, named: true);

        Assert.Equal((BackfillOutcome.Finished, 2), (result.Outcome, result.RowsChanged));
        Assert.Equal(0, await database.ScalarAsync<long>(Wrong));
    }

    [Fact]
    public async Task Run_WhenItsMigrationIsNotApplied_DoesNothing()
    {
        await using var database = await CreateAsync(Orders(10));
        await database.DownAsync<WorkContext>(WorkContext.Create, allowDataLoss: true);

        Assert.Equal(BackfillOutcome.NotYetPossible, (await database.RunAsync(Cents)).Outcome);
        Assert.Equal(BackfillState.NotYetPossible, (await database.StateAsync(Cents)).State);
    }

    [Fact]
    public async Task Run_WhenTheBudgetIsOver_StopsAndGoesOnLater()
    {
        await using var database = await CreateAsync(Orders(5000));

        var first = await database.RunAsync(Cents, new BackfillRunOptions { Budget = TimeSpan.FromMilliseconds(1), FirstBatch = 10 });
        Assert.Equal(BackfillOutcome.BudgetUsedUp, first.Outcome);
        Assert.Equal(BackfillState.Open, (await database.StateAsync(Cents)).State);

        Assert.Equal(BackfillOutcome.Finished, (await database.RunAsync(Cents)).Outcome);
        Assert.Equal(0, await database.ScalarAsync<long>(NotOnce));
    }

    [Fact]
    public async Task Run_WhenFewRowsNeedIt_LooksPastTheOthers()
    {
        await using var database = await CreateAsync(Orders(60_000));
        await database.ExecuteAsync("ALTER TABLE work.orders DISABLE TRIGGER note; UPDATE work.orders SET cents = amount * 100 WHERE id % 20011 <> 0; ALTER TABLE work.orders ENABLE TRIGGER note");

        var result = await database.RunAsync(Cents);

        Assert.Equal((BackfillOutcome.Finished, 2), (result.Outcome, result.RowsChanged));
        Assert.Equal(0, await database.ScalarAsync<long>(Wrong));
        Assert.True(await database.ScalarAsync<long>("SELECT sum(batches)::bigint FROM migration.backfill_ranges") < 20);
    }

    [Fact]
    public async Task Run_OfAStatement_GivesItTheRowsOfTheBatch()
    {
        await using var database = await CreateAsync(Orders(3000));
        await database.ExecuteAsync("CREATE TABLE work.copies (order_id bigint, amount int)");
        var copy = new TestStatement(
            "orders",
            "NOT EXISTS (SELECT FROM work.copies WHERE copies.order_id = orders.id)",
            "WITH doubled AS (SELECT id, amount * 2 AS amount FROM batch) INSERT INTO work.copies SELECT id, amount FROM doubled;");

        var result = await database.RunAsync(copy, new BackfillRunOptions { FirstBatch = 250 });

        Assert.Equal((BackfillOutcome.Finished, 3000), (result.Outcome, result.RowsChanged));
        Assert.Equal(3000, await database.ScalarAsync<long>("SELECT count(*) FROM work.copies JOIN work.orders ON id = order_id AND copies.amount = orders.amount * 2"));
    }

    [Fact]
    public async Task Run_OfCode_ReadsAndWritesItsRows()
    {
        await using var database = await CreateAsync(
            """
            CREATE EXTENSION citext;
            CREATE TABLE work.secrets (id uuid PRIMARY KEY, owner citext NOT NULL, payload bytea NOT NULL, key_id text NOT NULL);
            INSERT INTO work.secrets SELECT gen_random_uuid(), 'User' || n, decode(lpad(to_hex(n), 8, '0'), 'hex'), 'k1' FROM generate_series(1, 2500) AS n;
            """);
        var rotate = new TestCode("secrets", "key_id <> 'k2'", ["owner", "payload", "key_id"], row =>
        {
            Assert.StartsWith("User", row.Get<string>("owner"), StringComparison.Ordinal);
            row.Set("payload", row.Get<byte[]>("payload").Reverse().ToArray());
            row.Set("key_id", "k2");
        });

        var result = await database.RunAsync(rotate, new BackfillRunOptions { FirstBatch = 100, Workers = 2 });

        Assert.Equal((BackfillOutcome.Finished, 2500), (result.Outcome, result.RowsChanged));
        Assert.Equal(2500, await database.ScalarAsync<long>("SELECT count(*) FROM work.secrets WHERE key_id = 'k2' AND payload = decode(substr(h, 7, 2) || substr(h, 5, 2) || substr(h, 3, 2) || substr(h, 1, 2), 'hex')".Replace("work.secrets", "(SELECT *, lpad(to_hex(substr(owner::text, 5)::int), 8, '0') AS h FROM work.secrets) AS rows", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_ReportsHowFarItIs()
    {
        await using var database = await CreateAsync(Orders(20_000));
        var reports = new List<BackfillProgress>();

        await database.RunAsync(Cents, new BackfillRunOptions { Progress = new Collected(reports) });

        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.True(report.RowsWalked > 0 && report.Fraction is > 0 and <= 1 && report.RowsPerSecond > 0));
    }

    [Fact]
    public async Task Run_OfSeveral_GoesOnAfterOneThatFails()
    {
        await using var database = await CreateAsync(Orders(100));
        var broken = new TestUpdate("orders", "no_such_column IS NULL", "cents = 1", name: "broken-one");

        var results = await new BackfillRunner(database.With(broken, Cents), NullLogger.Instance, TimeProvider.System).RunAsync(null, new BackfillRunOptions(), default);

        Assert.Equal([BackfillOutcome.Failed, BackfillOutcome.Finished], results.Select(result => result.Outcome));
        Assert.Contains("no_such_column", results[0].Error, StringComparison.Ordinal);
    }

    private sealed class Collected(List<BackfillProgress> reports) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value) => reports.Add(value);
    }
}
