using Npgsql;
using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Locking;

/// <summary>An autovacuum in the way, on a server of this class alone, whose settings make it begin at once and never end by itself.</summary>
public sealed class AutovacuumTests
{
    private const string Vacuums = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' AND query LIKE '%public.busy%')";

    [Fact]
    public async Task Up_BehindAnAutovacuum_PushesItAsideWithoutStallingWriters()
    {
        await using var server = await EmbeddedServer.StartAsync(EmbeddedServerOptions.ForTests(TestPostgres.Search), CancellationToken.None);
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync();
            foreach (var sql in new[] { "ALTER SYSTEM SET autovacuum = on", "ALTER SYSTEM SET autovacuum_naptime = '1s'", "SELECT pg_reload_conf()" })
                await connection.ExecuteAsync(sql);
        }

        await using var database = await TestDatabase.CreateOnAsync(server);
        await database.UpAsync<SlowContext>(SlowContext.First);
        await database.ExecuteAsync(
            """
            ALTER TABLE busy SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1);
            INSERT INTO busy SELECT g FROM generate_series(1, 100000) g;
            DELETE FROM busy WHERE id % 2 = 0;
            """);
        await database.WaitUntilAsync(Vacuums);
        await database.WaitUntilAsync("SELECT bool_or(clock_timestamp() - xact_start > interval '1 second') FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'");
        using var stop = new CancellationTokenSource();
        var writer = WriteAsync(database, stop.Token);

        await using (var session = await database.Migrator<SlowContext>(database.Options() with { RetryBudget = TimeSpan.FromSeconds(20) }).BeginAsync(default))
            await session.UpAsync(MigrationTarget.Head, default);

        await stop.CancelAsync();
        Assert.True(await writer < TimeSpan.FromMilliseconds(700), "A writer waited for as long as the migration waited for the autovacuum.");
    }

    /// <summary>The longest that a writer waited.</summary>
    private static async Task<TimeSpan> WriteAsync(TestDatabase database, CancellationToken stop)
    {
        await using var connection = await database.ConnectAsync();
        var longest = TimeSpan.Zero;
        while (!stop.IsCancellationRequested)
        {
            var start = TimeProvider.System.GetTimestamp();
            await connection.ExecuteAsync("INSERT INTO busy VALUES (1)");
            var took = TimeProvider.System.GetElapsedTime(start);
            if (took > longest) longest = took;
        }

        return longest;
    }
}
