using System.Diagnostics;
using System.Text;
using Npgsql;

namespace TradingPlatform.Testing;

/// <summary>PostgreSQL's own client, as a real process. Its settings go through the environment: a password never stands in an argument.</summary>
public sealed class Psql : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Lazy<Task<string>> Client = new(FindAsync);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Psql(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Runs a script as its header says: <c>psql -X -v ON_ERROR_STOP=1 -f file</c>.</summary>
    /// <param name="database">The database.</param>
    /// <param name="script">The script's text.</param>
    /// <param name="arguments">Further arguments.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(TestDatabase database, string script, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.sql");
        try
        {
            await File.WriteAllTextAsync(file, script);
            await using var psql = await StartAsync(database, ["-v", "ON_ERROR_STOP=1", "-f", file, .. arguments]);
            return (await psql.WaitForExitAsync(), psql.Output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Starts psql on a script whose text is fed to it piece by piece.</summary>
    public static Task<Psql> StartAsync(TestDatabase database) => StartAsync(database, ["-v", "ON_ERROR_STOP=1", "-f", "-"]);

    /// <summary>Feeds text and returns when all of it was executed, or psql has ended.</summary>
    /// <param name="text">Complete statements and commands.</param>
    public async Task FeedAsync(string text)
    {
        const string Marker = "\\echo everything-was-executed\n";
        try
        {
            await process.StandardInput.WriteAsync(text + Marker);
            await process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has stopped at an error before the end.
        }

        using var deadline = new CancellationTokenSource(Patience);
        await Task.WhenAny(reached.Task, process.WaitForExitAsync(deadline.Token));
        if (deadline.IsCancellationRequested)
            throw new TimeoutException($"psql did not come to the end of what it was fed:\n{Output}");
    }

    /// <summary>Feeds text without waiting for it.</summary>
    public async Task BeginFeedAsync(string text)
    {
        await process.StandardInput.WriteAsync(text);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<Psql> StartAsync(TestDatabase database, IEnumerable<string> arguments)
    {
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var start = new ProcessStartInfo(await Client.Value, ["-X", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.Environment["PGHOST"] = target.Host;
        start.Environment["PGPORT"] = target.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = target.Database;
        start.Environment["PGUSER"] = target.Username;
        start.Environment["PGPASSWORD"] = target.Password;
        return new Psql(new Process { StartInfo = start });
    }

    /// <summary>The client beside the server; another of this machine where the server's package has none, as the one from npm.</summary>
    private static async Task<string> FindAsync()
    {
        var server = (await TestPostgres.ServerAsync()).Binaries;
        var name = Path.GetFileName(server.Tool("psql"));
        var search = TestPostgres.Search;
        var folders = new[] { server.Folder }
            .Concat(search.InstallFolders.Where(Directory.Exists)
                .SelectMany(parent => Directory.EnumerateDirectories(parent).OrderDescending().Select(version => Path.Combine(version, "bin"))))
            .Concat((search.Path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("These tests run psql, and there is none: install PostgreSQL's client package.", name);
    }

    private void Add(string? line)
    {
        if (line is null)
            return;
        if (line == "everything-was-executed")
            reached.TrySetResult();
        lock (output)
            output.AppendLine(line);
    }
}
