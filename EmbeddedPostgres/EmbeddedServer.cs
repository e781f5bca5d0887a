using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>A running private PostgreSQL server: loopback only, password-protected, its data in one folder.</summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private readonly Cluster cluster;
    private readonly IDisposable? folderLock;
    private readonly IDisposable? watchdog;
    private bool stopped;

    internal EmbeddedServer(Cluster cluster, IDisposable? folderLock, IDisposable? watchdog, bool wasReused)
    {
        this.cluster = cluster;
        this.folderLock = folderLock;
        this.watchdog = watchdog;
        WasReused = wasReused;
    }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port => cluster.Port;

    /// <summary>The folder with the cluster, its password and its log.</summary>
    public string Folder => cluster.Folder.Root;

    /// <summary>PostgreSQL's data directory, inside <see cref="Folder"/>.</summary>
    public string DataDirectory => cluster.Folder.Data;

    /// <summary>The server's version, such as <c>15.14</c>.</summary>
    public string Version => cluster.Binaries.Version;

    /// <summary>The binaries that run it.</summary>
    public PostgresBinaries Binaries => cluster.Binaries;

    /// <summary>True when a server left behind by a killed host was found running on the folder and taken over.</summary>
    public bool WasReused { get; }

    /// <summary>Finds binaries, prepares the folder, and starts the server or takes over the one that still runs there.</summary>
    /// <exception cref="PostgresUnavailableException">No binaries were found.</exception>
    /// <exception cref="EmbeddedServerException">Anything else that went wrong, as one sentence.</exception>
    public static Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options, CancellationToken cancellationToken) =>
        options.ThrowAway ? ThrowAwayServer.StartAsync(options, cancellationToken) : KeptServer.StartAsync(options, cancellationToken);

    /// <summary>The connection string of a database of this server. It contains the password.</summary>
    public string ConnectionString(string database) => cluster.ConnectionString(database);

    /// <summary>Creates the database if it does not exist. True when it was created.</summary>
    public async Task<bool> CreateDatabaseAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        try
        {
            var identifier = '"' + database.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
#pragma warning disable CA2100 // An identifier cannot be a parameter; it is quoted above.
            await using var create = new NpgsqlCommand($"CREATE DATABASE {identifier}", connection);
#pragma warning restore CA2100
            await create.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    /// <summary>Returns when the server has ended, whoever ended it.</summary>
    public async Task WaitForExitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (PostmasterFile.Read(cluster.Folder.PostmasterFile) is not { } postmaster)
                return;
            using var process = Process.GetProcessById(postmaster.ProcessId);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (ArgumentException)
        {
            // It has ended between the two looks.
        }
    }

    /// <summary>The last lines of the server's log.</summary>
    public IReadOnlyList<string> LastLogLines(int count) =>
        File.Exists(cluster.Folder.LogFile) ? File.ReadLines(cluster.Folder.LogFile).TakeLast(count).ToList() : [];

    /// <summary>Stops the server cleanly, cutting its connections; a throw-away server's folder is removed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (stopped)
            return;
        stopped = true;
        NpgsqlConnection.ClearAllPools();
        await cluster.StopAsync(cancellationToken);
        folderLock?.Dispose();
        watchdog?.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {Version} on 127.0.0.1:{Port}, data in {DataDirectory}");
}
