using System.Diagnostics;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.EmbeddedPostgres.Tests;

public sealed class ThrowAwayServerTests
{
    [Fact]
    public async Task Start_ForTests_RunsWithoutDurabilityAndLeavesNothing()
    {
        var server = await EmbeddedServer.StartAsync(EmbeddedServerOptions.ForTests(TestPostgres.Search), CancellationToken.None);

        Assert.Equal("off", await ScalarAsync(server.ConnectionString("postgres"), "SHOW fsync"));
        Assert.True(await server.CreateDatabaseAsync("one", CancellationToken.None));
        Assert.False(await server.CreateDatabaseAsync("one", CancellationToken.None));

        await server.StopAsync(CancellationToken.None);
        Assert.False(Directory.Exists(server.Folder));
        Assert.True(LoopbackPort.IsFree(server.Port));
    }

    [Fact]
    public async Task Start_WhileAWatchdogRemovesTheSameLeftovers_Starts()
    {
        const int Width = 5000;
        var root = Path.Combine(Path.GetTempPath(), $"tp-test-{Guid.CreateVersion7():N}");
        foreach (var name in Enumerable.Range(0, Width))
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(root, $"{name}")).FullName, "file"), "");
        await File.WriteAllTextAsync(root + ".lock", "");

        // Waits until the start is in the middle of the folder.
        const string Script = """until [ "$(ls "$0" | wc -l)" -lt "$1" ]; do :; done; rm -rf "$0" """;
        using var watchdog = Process.Start("sh", ["-c", Script, root, $"{Width}"]);
        await using var server = await EmbeddedServer.StartAsync(EmbeddedServerOptions.ForTests(TestPostgres.Search), CancellationToken.None);

        await watchdog.WaitForExitAsync();
        Assert.False(Directory.Exists(root));
        File.Delete(root + ".lock");
        File.Delete(root + ".lock.owner");
    }

    [Fact]
    public async Task Clone_OfATemplate_HasItsObjectsAndIsIndependent()
    {
        var prepared = 0;
        async Task PrepareAsync(string connectionString)
        {
            prepared++;
            await ScalarAsync(connectionString, "CREATE TABLE thing (id bigint PRIMARY KEY, name text NOT NULL DEFAULT 'x')");
        }

        await using var first = await TestDatabase.CloneAsync("clone-test", PrepareAsync);
        await using var second = await TestDatabase.CloneAsync("clone-test", PrepareAsync);
        Assert.Equal(1, prepared);
        Assert.Equal(await CatalogSnapshot.ReadAsync(first.ConnectionString), await CatalogSnapshot.ReadAsync(second.ConnectionString));

        await ScalarAsync(first.ConnectionString, "ALTER TABLE thing ALTER name DROP NOT NULL");
        Assert.NotEqual(await CatalogSnapshot.ReadAsync(first.ConnectionString), await CatalogSnapshot.ReadAsync(second.ConnectionString));
    }

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
