using Npgsql;
using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>The rows of a range are changed in turns, so that most of them stay on their page, where PostgreSQL can do that.</summary>
public sealed class BackfillTurnsTests
{
    private const int Rows = 30_000;

    // The rows lie as close as they can, as in a table that nobody has changed yet. An ANALYZE of the server's own would be an old snapshot.
    private static readonly string Packed = FormattableString.Invariant(
        $"ALTER TABLE work.orders SET (autovacuum_enabled = off); INSERT INTO work.orders (id, amount) SELECT n, n % 1000 FROM generate_series(1, {Rows}) AS n; VACUUM (FREEZE, ANALYZE) work.orders");

    /// <summary>A slow machine neither makes a batch begin again nor the next one wait.</summary>
    private static readonly BackfillRunOptions Patient = new()
    {
        FirstBatch = 500,
        LargestBatch = 2000,
        BatchTarget = TimeSpan.FromSeconds(5),
        LatencyLimit = null,
        WalLimit = null,
        LockWaitLimit = null,
    };

    [Fact]
    public async Task Run_LeavesMostRowsOnTheirPage_AndTheTableSmallerThanAsMuchAgain()
    {
        // A page is cleared only of what is older than each open transaction that has written, in any database: the server is the test's own.
        await using var server = await EmbeddedServer.StartAsync(EmbeddedServerOptions.ForTests(TestPostgres.Search), CancellationToken.None);
        await using var database = await PackAsync(await BackfillScene.CreateOnAsync(server));
        var before = await SizeAsync(database);

        await database.RunAsync(BackfillScene.Cents, Patient);

        Assert.Equal(0L, await database.ScalarAsync<long>(BackfillScene.Wrong));
        Assert.InRange(await StayedAsync(database), Rows / 2, Rows);
        Assert.InRange(await SizeAsync(database), before, before * 17 / 10);
    }

    [Fact]
    public async Task Run_WhereAnOldSnapshotKeepsWhatIsDead_DoesEachRowOnce()
    {
        await using var database = await SceneAsync();
        await using var old = new NpgsqlConnection(database.ConnectionString);
        await old.OpenAsync();
        await using var snapshot = await old.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using var look = new NpgsqlCommand("SELECT count(*) FROM work.orders WHERE cents IS NULL", old, snapshot);
        Assert.Equal((long)Rows, await look.ExecuteScalarAsync());

        var result = await database.RunAsync(BackfillScene.Cents);

        Assert.Equal(Rows, result.RowsChanged);
        Assert.Equal(0L, await database.ScalarAsync<long>(BackfillScene.Wrong));
        Assert.Equal((long)Rows, await look.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Run_WhoseColumnHasAnIndex_DoesEachRowOnce()
    {
        await using var database = await SceneAsync();
        await database.ExecuteAsync("CREATE INDEX ON work.orders (cents)");

        var result = await database.RunAsync(BackfillScene.Cents);

        Assert.Equal(Rows, result.RowsChanged);
        Assert.Equal(0L, await database.ScalarAsync<long>(BackfillScene.Wrong));
    }

    [Fact]
    public async Task Run_WhileRowsMoveBetweenTurns_LeavesNone()
    {
        await using var database = await SceneAsync();
        using var over = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync();
            for (var n = 0; !over.IsCancellationRequested; n++)
            {
                await using var command = new NpgsqlCommand($"UPDATE work.orders SET amount = amount + 1, cents = CASE WHEN cents IS NULL THEN NULL ELSE (amount + 1) * 100 END WHERE id % 97 = {n % 97}", connection);
                await command.ExecuteNonQueryAsync();
            }
        });

        var result = await database.RunAsync(BackfillScene.Cents);

        await over.CancelAsync();
        await writer;
        Assert.Equal(BackfillOutcome.Finished, result.Outcome);
        Assert.Equal(0L, await database.ScalarAsync<long>(BackfillScene.Wrong));
    }

    [Fact]
    public async Task Run_OfFewRows_ReadsThemNoMoreOften()
    {
        await using var database = await SceneAsync();

        // Loaded as they are: versions that an UPDATE leaves stay in the index as long as any transaction of the server is older.
        await database.ExecuteAsync("TRUNCATE work.orders");
        await database.ExecuteAsync($"INSERT INTO work.orders (id, amount, cents) SELECT n, n % 1000, CASE WHEN n % 50 <> 0 THEN n % 1000 * 100 END FROM generate_series(1, {Rows}) AS n");
        await database.ExecuteAsync("VACUUM (FREEZE, ANALYZE) work.orders");

        await database.RunAsync(BackfillScene.Cents, Patient);

        Assert.Equal(0L, await database.ScalarAsync<long>(BackfillScene.Wrong));
        await StayedAsync(database, changes: Rows / 50);

        // Once for the keys at which batches end, and once for the batches.
        Assert.InRange(await database.ScalarAsync<long>("SELECT pg_stat_get_tuples_returned('work.pk_orders'::regclass)"), Rows, Rows * 5 / 2);
    }

    [Fact]
    public void Turns_ThatSpareNothing_AreGivenUpAfterThreeRanges_AndTriedAgainAfterFifty()
    {
        var turns = new BackfillTurns();
        foreach (var _ in Enumerable.Range(0, 2)) turns.Taken((1000, 400));
        Assert.True(turns.AreTaken);
        turns.Taken((1000, 600));
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.True(turns.AreTaken);
            turns.Taken((1000, 400));
            Assert.True(turns.AreDue);
        }

        Assert.False(turns.AreTaken);
        foreach (var _ in Enumerable.Range(0, 50))
        {
            Assert.False(turns.AreTaken);
            turns.Skipped();
        }

        Assert.True(turns.AreTaken && turns.AreDue);
        turns.Taken((1000, 400));
        Assert.False(turns.AreTaken);
    }

    private static async Task<TestDatabase> SceneAsync() => await PackAsync(await BackfillScene.CreateAsync());

    private static async Task<TestDatabase> PackAsync(TestDatabase database)
    {
        foreach (var statement in Packed.Split("; ")) await database.ExecuteAsync(statement);
        return database;
    }

    private static Task<long> SizeAsync(TestDatabase database) => database.ScalarAsync<long>("SELECT pg_relation_size('work.orders')");

    /// <summary>Changes that left a row on its page. A session tells its numbers to everybody at its end, at the latest.</summary>
    private static async Task<long> StayedAsync(TestDatabase database, int changes = Rows)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await database.ScalarAsync<long>("SELECT pg_stat_get_tuples_updated('work.orders'::regclass)") < changes) await Task.Delay(50, deadline.Token);
        return await database.ScalarAsync<long>("SELECT pg_stat_get_tuples_hot_updated('work.orders'::regclass)");
    }
}
