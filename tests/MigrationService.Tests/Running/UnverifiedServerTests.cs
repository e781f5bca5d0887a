using System.Collections.Concurrent;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Running;

/// <summary>Of processes that find the server's certificate among the system's authorities, if they look.</summary>
public sealed class UnverifiedServerTests(EncryptedServer server) : IClassFixture<EncryptedServer>, IDisposable
{
    private const string Authority = "authority.pem";
    private const string End = "end.txt";

    private readonly string _folder = Directory.CreateTempSubdirectory("authorities").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(SslMode.Prefer, false)]
    [InlineData(SslMode.Require, false)]
    [InlineData(SslMode.VerifyCA, true)]
    [InlineData(SslMode.VerifyFull, true)]
    public async Task Run_ReadsTheAuthorities_OnlyToVerifyTheServer(SslMode mode, bool reads)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, Authority), server.Certificate);
        var read = new ConcurrentQueue<string?>();
        var end = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(_folder) { NotifyFilter = NotifyFilters.LastAccess };
        watcher.Changed += (_, access) =>
        {
            read.Enqueue(access.Name);
            if (access.Name == End) end.TrySetResult();
        };
        watcher.EnableRaisingEvents = true;

        await using var run = Run(server.ConnectionString(mode));
        Assert.True(await run.WaitForExitAsync() == 0, run.Output);

        // What was read before is told before.
        await File.WriteAllTextAsync(Path.Combine(_folder, End), "end");
        await File.ReadAllTextAsync(Path.Combine(_folder, End));
        await end.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(reads, read.Contains(Authority));
    }

    [Theory]
    [InlineData(SslMode.VerifyCA)]
    [InlineData(SslMode.VerifyFull)]
    public async Task Run_WhereTheServerIsNobodysKnown_Fails(SslMode mode)
    {
        await using var run = Run(server.ConnectionString(mode));

        Assert.True(await run.WaitForExitAsync() == 3, run.Output);
    }

    [Fact]
    public async Task Run_WithTheServersOwnCertificate_Succeeds()
    {
        var root = Path.Combine(_folder, "root.crt");
        await File.WriteAllTextAsync(root, server.Certificate);
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString(SslMode.VerifyFull)) { RootCertificate = root };

        await using var run = Run(connection.ConnectionString);

        Assert.True(await run.WaitForExitAsync() == 0, run.Output);
    }

    private ServiceProcess Run(string connection) => ServiceProcess.Start(
        "MigrationService",
        ["up"],
        new Dictionary<string, string?>
        {
            ["ConnectionStrings__tradingdb"] = connection,
            ["SSL_CERT_DIR"] = _folder,
            ["SSL_CERT_FILE"] = "/dev/null",
        });
}
