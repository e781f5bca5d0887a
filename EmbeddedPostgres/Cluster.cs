using System.Globalization;
using Npgsql;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>What PostgreSQL's own tools do to one cluster: create, start, ask, stop.</summary>
internal sealed class Cluster(ClusterFolder folder, PostgresBinaries binaries, ServerAccount account, EmbeddedServerOptions options, string password)
{
    private const string Superuser = "postgres";
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(3);

    public ClusterFolder Folder => folder;

    public PostgresBinaries Binaries => binaries;

    public ServerAccount Account => account;

    public int Port { get; set; }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = Superuser,
        Password = password,
        Database = database,
    }.ConnectionString;

    /// <summary>Creates the cluster beside its place and renames it, so that a kill in between leaves nothing half-made.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder.Unfinished))
            Directory.Delete(folder.Unfinished, recursive: true);
        List<string> arguments =
        [
            "-D", folder.Unfinished, "-U", Superuser, "-A", "scram-sha-256", "--pwfile", folder.PasswordFile, "-E", "UTF8", "--no-locale",
        ];
        if (options.ThrowAway)
            arguments.Add("--no-sync");
        await RunAsync("initdb", arguments, cancellationToken);
        await File.AppendAllTextAsync(
            Path.Combine(folder.Unfinished, "postgresql.conf"), "\n# Written anew at every start.\ninclude = '../server.conf'\n", cancellationToken);
        Directory.Move(folder.Unfinished, folder.Data);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(folder.SettingsFile, Settings(), cancellationToken);
        await account.OwnAsync(folder.SettingsFile, cancellationToken);
        var seconds = ((int)options.StartTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);

        // Not cancelled half-way: a killed pg_ctl would leave a server behind that nobody knows of. The time is bounded.
        await RunAsync("pg_ctl", ["start", "-D", folder.Data, "-l", folder.LogFile, "-w", "-t", seconds, "-s"], CancellationToken.None);
        await File.WriteAllTextAsync(folder.PortFile, Port.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
    }

    /// <summary>Whether our server answers on <see cref="Port"/>: it must know the password and have this data folder.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(ConnectionString("postgres"))
            {
                Pooling = false,
                Timeout = (int)AnswerTimeout.TotalSeconds,
                CommandTimeout = (int)AnswerTimeout.TotalSeconds,
            };
            await using var connection = new NpgsqlConnection(builder.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SHOW data_directory", connection);
            return await command.ExecuteScalarAsync(cancellationToken) is string directory
                && Path.GetFullPath(directory) == Path.GetFullPath(folder.Data);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (PostmasterFile.Read(folder.PostmasterFile) is null)
            return;
        var seconds = ((int)options.StopTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var mode = options.ThrowAway ? "immediate" : "fast";
        var stop = await account.RunAsync(folder.Root, binaries.Tool("pg_ctl"), ["stop", "-D", folder.Data, "-m", mode, "-w", "-t", seconds], cancellationToken);
        if (stop.ExitCode != 0 && PostmasterFile.Read(folder.PostmasterFile) is not null)
            await RunAsync("pg_ctl", ["stop", "-D", folder.Data, "-m", "immediate", "-w", "-t", seconds], cancellationToken);
    }

    private string Settings() => string.Create(CultureInfo.InvariantCulture, $"""
        listen_addresses = '127.0.0.1'
        port = {Port}
        unix_socket_directories = '{folder.SocketFolder.Replace("'", "''", StringComparison.Ordinal)}'
        unix_socket_permissions = 0700
        max_connections = 200
        {(options.ThrowAway ? "fsync = off\nsynchronous_commit = off\nfull_page_writes = off" : "")}

        """);

    private async Task RunAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var result = await account.RunAsync(folder.Root, binaries.Tool(tool), arguments, cancellationToken);
        if (result.ExitCode == 0)
            return;
        var reason = tool == "pg_ctl" && File.Exists(folder.LogFile)
            ? File.ReadLines(folder.LogFile).LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal)) ?? result.LastLine
            : result.LastLine;
        throw new EmbeddedServerException($"{binaries.Tool(tool)} failed (exit code {result.ExitCode}): {reason.Trim()} The server's log is {folder.LogFile}.");
    }
}
