using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TradingPlatform.MigrationEngine.Tests.Locking;

/// <summary>A real PgBouncer before the tests' server.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private PgBouncer(Process process, DirectoryInfo folder, string connectionString)
    {
        (_process, _folder) = (process, folder);
        ConnectionString = connectionString;
    }

    /// <summary>Where it is installed; null for nowhere.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, "pgbouncer")).FirstOrDefault(File.Exists);

    /// <summary>The database, through it.</summary>
    public string ConnectionString { get; }

    public static async Task<PgBouncer> StartAsync(string connectionString, string poolMode)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var folder = Directory.CreateTempSubdirectory("pgbouncer-");
        var port = FreePort();
        var settings = Path.Combine(folder.FullName, "pgbouncer.ini");
        await File.WriteAllTextAsync(
            settings,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                [databases]
                {server.Database} = host={server.Host} port={server.Port} dbname={server.Database} user={server.Username} password={server.Password}
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = {port}
                unix_socket_dir =
                auth_type = any
                pool_mode = {poolMode}
                """));
        var start = new ProcessStartInfo(Program!, [settings]) { RedirectStandardError = true };
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            // It refuses to be root, and becomes somebody before it reads the file.
            File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            start = new ProcessStartInfo(Program!, ["-u", "nobody", settings]) { RedirectStandardError = true };
        }

        var bouncer = new PgBouncer(
            Process.Start(start)!, folder, new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = port, Pooling = false }.ConnectionString);
        bouncer._process.ErrorDataReceived += (_, _) => { };
        bouncer._process.BeginErrorReadLine();
        await bouncer.WaitAsync();
        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task WaitAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync(deadline.Token);
                return;
            }
            catch (NpgsqlException) when (!_process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}

/// <summary>Skipped where PgBouncer is not installed.</summary>
internal sealed class PgBouncerTheoryAttribute : TheoryAttribute
{
    public PgBouncerTheoryAttribute()
    {
        if (PgBouncer.Program is null) Skip = "PgBouncer is not installed: `apt-get install pgbouncer`, or put it into the PATH.";
    }
}

/// <summary>Skipped where PgBouncer is not installed.</summary>
internal sealed class PgBouncerFactAttribute : FactAttribute
{
    public PgBouncerFactAttribute()
    {
        if (PgBouncer.Program is null) Skip = "PgBouncer is not installed: `apt-get install pgbouncer`, or put it into the PATH.";
    }
}
