using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.SafeSql;

/// <summary>The safe forms while others write.</summary>
public sealed class BusyTableTests
{
    [Fact]
    public async Task SetNotNull_WhileAnotherKeepsWritingNulls_Succeeds()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<SafeContext>(SafeContext.Create);
        await database.ExecuteAsync("INSERT INTO busy.orders (id, account_id) SELECT g, 1 FROM generate_series(1000, 60000) g");
        using var stop = new CancellationTokenSource();
        var writer = WriteNullsAsync(database, stop.Token);

        await database.UpAsync<SafeContext>();

        await stop.CancelAsync();
        var (written, refused) = await writer;
        Assert.True(written > 0, "The writer never wrote beside the migration.");
        Assert.True(refused > 0, "The writer never met the constraint.");
        Assert.False(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM busy.orders WHERE state IS NULL OR priority IS NULL OR token IS NULL)"));
        Assert.Equal(3L, await database.ScalarAsync<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'busy.orders'::regclass AND attname IN ('state', 'priority', 'token') AND attnotnull"));
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM pg_constraint WHERE conname LIKE 'not_null_of%'"));
    }

    [Fact]
    public async Task BatchedUpdate_WhileRowsMove_FillsEveryRowOfEveryPartition()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(
            """
            CREATE TABLE moved (id int, n int, value int, filler text DEFAULT repeat('x', 200)) PARTITION BY RANGE (id);
            CREATE TABLE moved_1 PARTITION OF moved FOR VALUES FROM (0) TO (20000);
            CREATE TABLE moved_2 PARTITION OF moved FOR VALUES FROM (20000) TO (40000);
            INSERT INTO moved (id, n, value) SELECT g, 0, CASE WHEN g % 10 = 3 THEN 1 END FROM generate_series(1, 39999) g;
            DELETE FROM moved WHERE id % 3 = 0;
            """);
        await database.ExecuteAsync("VACUUM moved");
        using var stop = new CancellationTokenSource();
        var mover = MoveAsync(database, stop.Token);

        await database.ExecuteAsync(BatchedUpdate.FillNulls("moved", "value", "id % 7", isFinal: true));

        await stop.CancelAsync();
        Assert.True(await mover > 0);
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM moved WHERE value IS NULL"));
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM moved WHERE value <> CASE WHEN id % 10 = 3 THEN 1 ELSE id % 7 END"));
    }

    [Fact]
    public async Task BatchedUpdate_WhenARowIsLocked_WaitsForItWithoutKeepingOthersWaiting()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE TABLE held (id int PRIMARY KEY, value int); INSERT INTO held SELECT g FROM generate_series(1, 5000) g");
        await using var holder = await database.ConnectAsync();
        await holder.ExecuteAsync("BEGIN; SELECT FROM held WHERE id = 4000 FOR UPDATE");
        await using var filler = await database.ConnectAsync();
        await filler.ExecuteAsync("SET lock_timeout = '50ms'");

        var fill = filler.ExecuteAsync(BatchedUpdate.FillNulls("held", "value", "1", isFinal: false));
        await database.WaitUntilAsync("SELECT count(*) > 1000 FROM held WHERE value = 1");
        await database.ExecuteAsync("SET lock_timeout = '500ms'; UPDATE held SET value = 2 WHERE id = 1");
        await database.ExecuteAsync("SET lock_timeout = '500ms'; UPDATE held SET value = 2 WHERE id = 4001");
        Assert.False(fill.IsCompleted);
        await holder.ExecuteAsync("COMMIT");
        await fill;

        Assert.Equal(4998L, await database.ScalarAsync<long>("SELECT count(*) FROM held WHERE value = 1"));
    }

    [Fact]
    public async Task BatchedUpdate_WhenManyRowsAreLocked_HoldsNothingWhileItWaits()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE TABLE held (id int PRIMARY KEY, value int); INSERT INTO held SELECT g FROM generate_series(1, 5000) g");
        await using var holder = await database.ConnectAsync();
        await holder.ExecuteAsync("BEGIN; SELECT FROM held WHERE id % 100 = 50 FOR UPDATE");
        await using var filler = await database.ConnectAsync();
        await filler.ExecuteAsync("SET lock_timeout = '5s'");

        var fill = filler.ExecuteAsync(BatchedUpdate.FillNulls("held", "value", "1", isFinal: false));
        await database.WaitUntilAsync("SELECT count(*) = 4950 FROM held WHERE value = 1");
        await database.WaitUntilAsync("SELECT count(*) = 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND query LIKE 'DO %'");

        // It waits for one row, for 5 seconds at most: no row that nobody else holds is locked meanwhile.
        Assert.Equal(4950L, await database.ScalarAsync<long>("SELECT count(*) FROM (SELECT FROM held FOR UPDATE SKIP LOCKED) AS free"));
        Assert.False(fill.IsCompleted);
        await holder.ExecuteAsync("COMMIT");
        await fill;

        Assert.Equal(5000L, await database.ScalarAsync<long>("SELECT count(*) FROM held WHERE value = 1"));
    }

    private static async Task<(int Written, int Refused)> WriteNullsAsync(TestDatabase database, CancellationToken stop)
    {
        await using var connection = await database.ConnectAsync();
        var (written, refused) = (0, 0);
        for (var id = 100_000; !stop.IsCancellationRequested; id++)
        {
            try
            {
                await connection.ExecuteAsync($"INSERT INTO busy.orders (id, account_id, state) VALUES ({id}, 1, NULL)");
                written++;
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NotNullViolation)
            {
                refused++;
            }
        }

        return (written, refused);
    }

    private static async Task<int> MoveAsync(TestDatabase database, CancellationToken stop)
    {
        await using var connection = await database.ConnectAsync();
        var moves = 0;
        for (; !stop.IsCancellationRequested; moves++)
            await connection.ExecuteAsync($"SET lock_timeout = 0; UPDATE moved SET n = n + 1 WHERE id % 400 = {moves * 7 % 400} AND n < 1000000");
        return moves;
    }
}
