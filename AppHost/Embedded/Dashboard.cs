using System.Net.Sockets;
using System.Text.RegularExpressions;
using TradingPlatform.EmbeddedPostgres;

namespace TradingPlatform.AppHost;

/// <summary>The Aspire dashboard as a process of its own: every other process exports its telemetry to it.</summary>
internal sealed partial class Dashboard
{
    public const string Name = "dashboard";
    private const int UsualPort = 18888;
    private const int UsualOtlpPort = 4317;
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(30);

    // Ends the dashboard when this process's end of the pipe closes, also after a kill, and keeps a terminal's Ctrl+C from it until then.
    // Descriptor 3 is the pipe: a shell gives its background jobs /dev/null as standard input.
    private const string Guard = """
        trap "" INT; exec 3<&0
        "$@" </dev/null 3<&- & child=$!
        (cat <&3 >/dev/null; kill -TERM "$child" 2>/dev/null) & watcher=$!
        exec 3<&-
        wait "$child"; status=$?
        kill "$watcher" 2>/dev/null
        exit $status
        """;

    private readonly ConsoleLog log;
    private readonly int port = Ports.NextFree(UsualPort);
    private readonly int otlpPort = Ports.NextFree(UsualOtlpPort);

    private Dashboard(ConsoleLog log) => this.log = log;

    public string Url => $"http://localhost:{port}";

    public string OtlpEndpoint => $"http://localhost:{otlpPort}";

    public Resource Resource { get; } = new(Name);

    /// <summary>Completes when the dashboard takes telemetry; false when there will be none, which has been announced then.</summary>
    public Task<bool> Ready { get; private set; } = Task.FromResult(false);

    public ChildProcess? Process { get; private set; }

    /// <summary>Begins to look for the dashboard, to fetch it where that is allowed, and to start it; nothing waits for it here.</summary>
    public static Dashboard Begin(PackageFetch fetch, ConsoleLog log, CancellationToken cancellationToken)
    {
        var dashboard = new Dashboard(log);
        dashboard.Ready = dashboard.StartAsync(fetch, cancellationToken);
        return dashboard;
    }

    private async Task<bool> StartAsync(PackageFetch fetch, CancellationToken cancellationToken)
    {
        var command = Find();
        if (command is null && fetch is { IsPossible: true, WasTried: false } && await fetch.RunAsync())
            command = Find();
        if (command is null)
        {
            log.Say("No aspire CLI was found on PATH or in node_modules: running without the dashboard.");
            return false;
        }

        string[] line =
        [
            command, "dashboard", "run", "--allow-anonymous", "--non-interactive", "--nologo",
            "--frontend-url", Url, "--otlp-grpc-url", OtlpEndpoint, "--otlp-http-url", $"http://localhost:{Ports.NextFree(otlpPort + 1)}",
        ];
        var environment = new Dictionary<string, string> { ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" };
        Process = ChildProcess.Start(
            Name, OperatingSystem.IsWindows() ? line : ["/bin/sh", "-c", Guard, "sh", .. line], BuiltServices.RepositoryFolder, environment, static _ => { });
        if (await AcceptsTelemetryAsync(cancellationToken))
        {
            Resource.Reach("running", Url);
            return true;
        }

        var reason = string.Join(' ', Process.LastLines.Select(line => TerminalCodes().Replace(line, "").Trim()).Where(line => line.Length > 0));
        log.Say($"Running without the dashboard, which did not start: {(reason.Length > 0 ? reason : "it printed no reason")}");
        return false;
    }

    private async Task<bool> AcceptsTelemetryAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ReadyTimeout);
        while (!deadline.IsCancellationRequested && !Process!.Exited.IsCompleted)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("localhost", otlpPort, deadline.Token);
                return true;
            }
            catch (SocketException)
            {
                // Not listening yet.
                await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None), Process.Exited);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return false;
    }

    private static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? "aspire.exe" : "aspire";
        var package = $"aspire-cli-{NpmPackages.Platform.Replace("windows", "win32", StringComparison.Ordinal)}";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .Append(Path.Combine(BuiltServices.RepositoryFolder, "node_modules", "@microsoft", package, "bin", name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Colours and links (ECMA-48 CSI and OSC sequences), which the CLI prints into a pipe as well.</summary>
    [GeneratedRegex(@"\x1B(\[[0-9;?]*[A-Za-z]|\][^\x07\x1B]*(\x07|\x1B\\))")]
    private static partial Regex TerminalCodes();
}
