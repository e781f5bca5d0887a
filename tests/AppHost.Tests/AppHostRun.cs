using System.Net.Http.Json;
using System.Text.Json;
using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.Testing;

namespace TradingPlatform.AppHost.Tests;

/// <summary>A folder and two ports of its own for real AppHost processes, which may be started on them again and again.</summary>
internal sealed class AppHostRun : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);
    private readonly List<ServiceProcess> processes = [];

    public AppHostRun()
    {
        // The database's unprivileged user has to get through when the tests run as root.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Folder, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("tp-apphost-").FullName;

    public string DataFolder => Path.Combine(Folder, "db");

    public int TradingApiPort { get; } = LoopbackPort.FindFree();

    public int AdminApiPort { get; } = LoopbackPort.FindFree();

    public Uri TradingApi => new($"http://localhost:{TradingApiPort}");

    /// <param name="existing">A connection string of an existing server; null for the embedded one.</param>
    /// <param name="postgresBin">The value of POSTGRES_BIN; null leaves it to the machine.</param>
    /// <param name="arguments">More options.</param>
    public ServiceProcess Start(string? existing = null, string? postgresBin = null, params string[] arguments)
    {
        string[] line =
        [
            "--embedded", "--offline", "--no-dashboard", "--data-dir", DataFolder,
            "--tradingapi-port", $"{TradingApiPort}", "--adminapi-port", $"{AdminApiPort}", .. arguments,
        ];
        var environment = new Dictionary<string, string?> { ["ConnectionStrings__tradingdb"] = existing, ["NO_COLOR"] = "1" };
        if (postgresBin is not null)
            environment["POSTGRES_BIN"] = postgresBin;
        var process = ServiceProcess.Start("AppHost", line, environment);
        processes.Add(process);
        return process;
    }

    public static Task WaitUntilReadyAsync(ServiceProcess process) => process.WaitForLineAsync("Everything is running", StartTimeout);

    /// <summary>Signs in as a seeded trader and returns the first page of trades.</summary>
    public async Task<JsonElement> ReadTradesAsync()
    {
        using var client = new HttpClient { BaseAddress = TradingApi };
        using var signIn = await client.PostAsJsonAsync("/auth/sign-in", new { email = "trader01@example.com", password = "Trade-Local-1!" });
        signIn.EnsureSuccessStatusCode();
        var token = (await signIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return await client.GetFromJsonAsync<JsonElement>("/trades");
    }

    /// <summary>The command lines of all processes that mention this run's folder or ports.</summary>
    public IReadOnlyList<string> LivingProcesses()
    {
        var found = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                var environment = File.ReadAllText(Path.Combine(folder, "environ"));
                if (line.Contains(DataFolder, StringComparison.Ordinal) || environment.Contains($"ASPNETCORE_URLS=http://localhost:{TradingApiPort}\0", StringComparison.Ordinal)
                    || environment.Contains($"ASPNETCORE_URLS=http://localhost:{AdminApiPort}\0", StringComparison.Ordinal))
                    found.Add(line);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended in the meantime, or is another user's.
            }
        }

        return found;
    }

    /// <summary>Polls until no process of this run is left but those that <paramref name="except"/> names.</summary>
    public async Task<IReadOnlyList<string>> LeftoversAsync(string except = "\n")
    {
        List<string> left = [];
        for (var attempt = 0; attempt < 50; attempt++)
        {
            left = LivingProcesses().Where(line => !line.Contains(except, StringComparison.Ordinal)).ToList();
            if (left.Count == 0)
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        return left;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            await process.DisposeAsync();
        await StopDatabaseAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A test that failed, or that killed its AppHost, leaves the database running.</summary>
    private async Task StopDatabaseAsync()
    {
        if (!File.Exists(Path.Combine(DataFolder, "data", "postmaster.pid")))
            return;
        var options = new EmbeddedServerOptions { Folder = DataFolder, Search = TestPostgres.Search };
        await (await EmbeddedServer.StartAsync(options, CancellationToken.None)).StopAsync(CancellationToken.None);
    }
}
