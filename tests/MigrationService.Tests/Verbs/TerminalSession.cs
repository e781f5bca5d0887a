using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>The built MigrationService at a real terminal, which <c>script</c> of util-linux gives it, and somebody who types.</summary>
internal sealed partial class TerminalSession : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly Task _reading;

    private TerminalSession(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.Start();
        _reading = ReadAsync();
    }

    /// <summary>What the terminal shows, without colours and movements of the cursor.</summary>
    public string Text
    {
        get
        {
            lock (_shown) return ControlSequences().Replace(_shown.ToString(), "");
        }
    }

    public static TerminalSession Start(TestDatabase database, params string[] arguments)
    {
        var command = string.Join(' ', arguments.Prepend(Repository.BuiltDll("MigrationService")).Prepend("dotnet").Select(word => $"'{word}'"));
        var start = new ProcessStartInfo("script", ["-qec", $"stty cols 300; exec {command}", "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        foreach (var (name, value) in Worker.EnvironmentOf(database.ConnectionString, new() { ["TERM"] = "xterm", ["NO_COLOR"] = null })) start.Environment[name] = value;
        return new TerminalSession(start);
    }

    public async Task WaitForAsync(string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_reading.IsCompleted || deadline.IsCancellationRequested, $"'{text}' was not shown:\n{Text}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>Presses the keys of <paramref name="text"/>; 3 in ASCII is Ctrl+C.</summary>
    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    public async Task<int> EndAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await _reading.WaitAsync(deadline.Token);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[1024];
        while (await _process.StandardOutput.ReadAsync(buffer) is var count and > 0)
        {
            lock (_shown) _shown.Append(buffer, 0, count);
        }
    }

    [GeneratedRegex(@"\x1b(\[[0-9;?]*[A-Za-z]|[=>])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ControlSequences();
}
