using Npgsql;

namespace TradingPlatform.EmbeddedPostgres.Tests;

public sealed class KeptServerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Start_AfterAStop_KeepsDataPasswordAndPort()
    {
        using var folder = new TestFolder();
        string connectionString;
        await using (var first = await EmbeddedServer.StartAsync(folder.Options(), None))
        {
            Assert.True(await first.CreateDatabaseAsync("kept", None));
            connectionString = first.ConnectionString("kept");
        }

        Assert.False(File.Exists(Path.Combine(folder.Cluster, "data", "postmaster.pid")));
        await using var second = await EmbeddedServer.StartAsync(folder.Options(), None);
        Assert.Equal(connectionString, second.ConnectionString("kept"));
        Assert.False(second.WasReused);
        await OpenAsync(connectionString);
    }

    [Fact]
    public async Task Start_Fresh_DropsTheDataAndThePassword()
    {
        using var folder = new TestFolder();
        string before;
        await using (var first = await EmbeddedServer.StartAsync(folder.Options(), None))
        {
            await first.CreateDatabaseAsync("gone", None);
            before = await File.ReadAllTextAsync(Path.Combine(folder.Cluster, "password"));
        }

        await using var second = await EmbeddedServer.StartAsync(folder.Options() with { Fresh = true }, None);
        Assert.NotEqual(before, await File.ReadAllTextAsync(Path.Combine(folder.Cluster, "password")));
        var failure = await Assert.ThrowsAsync<PostgresException>(() => OpenAsync(second.ConnectionString("gone")));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, failure.SqlState);
    }

    [Fact]
    public async Task Start_WithAStalePidFileOfAnotherLivingProcess_StartsAnyway()
    {
        using var folder = new TestFolder();
        int port;
        await using (var first = await EmbeddedServer.StartAsync(folder.Options(), None))
            port = first.Port;
        var pidFile = Path.Combine(folder.Cluster, "data", "postmaster.pid");
        await File.WriteAllLinesAsync(pidFile, [$"{Environment.ProcessId}", Path.GetDirectoryName(pidFile)!, "1", $"{port}", "", "127.0.0.1", "0 0", "ready"]);

        await using var second = await EmbeddedServer.StartAsync(folder.Options(), None);
        Assert.False(second.WasReused);
        await OpenAsync(second.ConnectionString("postgres"));
    }

    [Fact]
    public async Task Start_AfterAnInterruptedInitdb_StartsAnew()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(Path.Combine(folder.Cluster, "data.unfinished"));
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, "data.unfinished", "PG_VERSION"), "15");

        await using var server = await EmbeddedServer.StartAsync(folder.Options(), None);
        await OpenAsync(server.ConnectionString("postgres"));
    }

    [Fact]
    public async Task Start_WhenAnotherHostHasTheFolder_NamesItsProcess()
    {
        using var folder = new TestFolder();
        await using var first = await EmbeddedServer.StartAsync(folder.Options(), None);

        var failure = await Assert.ThrowsAsync<EmbeddedServerException>(() => EmbeddedServer.StartAsync(folder.Options(), None));
        Assert.Contains($"process {Environment.ProcessId}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenTheFolderCannotBeWritten_SaysWhich()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        var below = Path.Combine(file, "cluster");

        var failure = await Assert.ThrowsAsync<EmbeddedServerException>(
            () => EmbeddedServer.StartAsync(folder.Options() with { Folder = below }, None));
        Assert.Contains(below, failure.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnDataOfAnotherMajorVersion_NamesBoth()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(Path.Combine(folder.Cluster, "data"));
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, "data", "PG_VERSION"), "9\n");

        var failure = await Assert.ThrowsAsync<EmbeddedServerException>(() => EmbeddedServer.StartAsync(folder.Options(), None));
        Assert.Contains("is of PostgreSQL 9", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--fresh", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenTheRememberedPortIsTaken_TakesAnother()
    {
        using var folder = new TestFolder();
        int port;
        await using (var first = await EmbeddedServer.StartAsync(folder.Options(), None))
            port = first.Port;
        using var squatter = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        squatter.Start();

        await using var second = await EmbeddedServer.StartAsync(folder.Options(), None);
        Assert.NotEqual(port, second.Port);
    }

    [Fact]
    public async Task Start_Always_KeepsThePasswordFileToItsOwner()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TestFolder();
        await using var server = await EmbeddedServer.StartAsync(folder.Options(), None);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Cluster, "password")));

        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Password = "wrong" };
        var failure = await Assert.ThrowsAsync<PostgresException>(() => OpenAsync(wrong.ConnectionString));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, failure.SqlState);
    }

    private static async Task OpenAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
    }
}
