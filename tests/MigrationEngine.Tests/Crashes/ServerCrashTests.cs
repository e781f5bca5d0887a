using System.Diagnostics;
using Npgsql;
using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.MigrationEngine.Tests.Wire;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Crashes;

/// <summary>The server itself dies, on a server of this class alone, since everybody's connections go with it; and one session is ended.</summary>
public sealed class ServerCrashTests
{
    private static readonly double[] Fractions = [0.15, 0.4, 0.65, 0.9];

    [Fact]
    public async Task UpAndDown_WhenTheServerCrashes_AreFinishedAfterItsRecovery()
    {
        var scene = await CrashScene.GetAsync();
        await using var server = await EmbeddedServer.StartAsync(EmbeddedServerOptions.ForTests(TestPostgres.Search), CancellationToken.None);

        // The test server gives up durability for speed; what was committed must survive here.
        await ExecuteAsync(server.ConnectionString("postgres"), "ALTER SYSTEM SET synchronous_commit = on");
        await ExecuteAsync(server.ConnectionString("postgres"), "SELECT pg_reload_conf()");
        foreach (var fraction in Fractions)
        {
            await using var database = await CrashScene.UseAsync(await TestDatabase.CreateOnAsync(server));
            await DisturbAsync(database, MigrationDirection.Up, (int)(scene.UpMessages * fraction), () => CrashAsync(database));
            await AnswersAsync(database);
            await CrashScene.UpAsync(database.ConnectionString);
            await scene.AssertAppliedAsync(database);

            await DisturbAsync(database, MigrationDirection.Down, (int)(scene.DownMessages * fraction), () => CrashAsync(database));
            await AnswersAsync(database);
            await CrashScene.DownAsync(database.ConnectionString);
            await CrashScene.AssertRevertedAsync(database);
        }
    }

    [Fact]
    public async Task UpAndDown_WhenTheirSessionIsTerminated_AreFinishedByTheNextRun()
    {
        var scene = await CrashScene.GetAsync();
        foreach (var fraction in Fractions)
        {
            await using var database = await CrashScene.CreateUsedAsync();
            await DisturbAsync(database, MigrationDirection.Up, (int)(scene.UpMessages * fraction), () => TerminateAsync(database));
            await CrashScene.UpAsync(database.ConnectionString);
            await scene.AssertAppliedAsync(database);

            await DisturbAsync(database, MigrationDirection.Down, (int)(scene.DownMessages * fraction), () => TerminateAsync(database));
            await CrashScene.DownAsync(database.ConnectionString);
            await CrashScene.AssertRevertedAsync(database);
        }
    }

    private static async Task DisturbAsync(TestDatabase database, MigrationDirection direction, int message, Func<Task> act)
    {
        await using var proxy = new CuttingProxy(database.ConnectionString) { At = message, Kind = CutKind.Pass, Act = act };
        await CrashScene.DisturbedAsync(proxy, direction);
        Assert.True(proxy.Reached.IsCompleted);
    }

    private static Task TerminateAsync(TestDatabase database) => database.ExecuteAsync(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'crash test%'");

    /// <summary>A server process that is killed takes the whole server through crash recovery, as after kill -9 or a stop with -m immediate.</summary>
    private static async Task CrashAsync(TestDatabase database)
    {
        await using var connection = await database.ConnectAsync();
        using var backend = Process.GetProcessById(connection.ProcessID);
        backend.Kill();
        await backend.WaitForExitAsync();
    }

    private static async Task AnswersAsync(TestDatabase database)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await ExecuteAsync(database.ConnectionString, "SELECT 1");
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(50, deadline.Token);
            }
        }
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }
}
