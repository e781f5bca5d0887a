using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>A database in which one session waits for another's table lock.</summary>
internal sealed class BlockedDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnection _blocker;
    private readonly NpgsqlConnection _waiter;

    private BlockedDatabase(NpgsqlConnection blocker, NpgsqlConnection waiter, Task<long> waiting)
    {
        _blocker = blocker;
        _waiter = waiter;
        Waiting = waiting;
        (BlockerPid, WaiterPid) = (blocker.ProcessID, waiter.ProcessID);
    }

    public int BlockerPid { get; }

    public int WaiterPid { get; }

    /// <summary>Ends when the lock is free.</summary>
    public Task<long> Waiting { get; }

    public static async Task<BlockedDatabase> CreateAsync(TestDatabase database)
    {
        var blocker = await OpenAsync(database, "the blocker");
        await blocker.ExecuteAsync("CREATE SCHEMA shop; CREATE TABLE shop.orders (id int)");
        await blocker.ExecuteAsync("BEGIN; LOCK TABLE shop.orders");
        var waiter = await OpenAsync(database, "the waiter");
        var waiting = CountAsync(waiter);

        var deadline = TimeProvider.System.GetTimestamp();
        while (!await database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = {waiter.ProcessID} AND wait_event_type = 'Lock')"))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromMinutes(1), "The second session never waited.");
            await Task.Delay(20);
        }

        return new BlockedDatabase(blocker, waiter, waiting);
    }

    public async ValueTask DisposeAsync()
    {
        await _blocker.DisposeAsync();
        await Waiting;
        await _waiter.DisposeAsync();
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM shop.orders WHERE 'a secret' <> ''", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<NpgsqlConnection> OpenAsync(TestDatabase database, string name)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, ApplicationName = name }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
