using System.Diagnostics;

namespace TradingPlatform.Testing;

/// <summary>A built program of this repository running as a real process, its output captured. Killed with its children when disposed.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly List<string> answer = [];
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Add(line.Data, isAnswer: true);
        process.ErrorDataReceived += (_, line) => Add(line.Data, isAnswer: false);
        InterruptSignal.EnsureDefault();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Everything printed so far, standard output and standard error interleaved.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate)
                return [.. lines];
        }
    }

    /// <summary>Everything printed so far as one text.</summary>
    public string Output => string.Join('\n', Lines);

    /// <summary>What a pipe would have received: standard output alone.</summary>
    public string StandardOutput
    {
        get
        {
            lock (gate)
                return string.Join('\n', answer);
        }
    }

    /// <summary>Starts <c>dotnet artifacts/bin/project/configuration/project.dll</c>.</summary>
    /// <param name="project">The project's name, such as <c>MigrationService</c>.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    public static ServiceProcess Start(string project, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        StartDll(Repository.BuiltDll(project), arguments, environment);

    /// <summary>Starts <c>dotnet program.dll</c>.</summary>
    /// <param name="dll">The program.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    public static ServiceProcess StartDll(string dll, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments ?? []])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return new ServiceProcess(start);
    }

    /// <summary>Waits for a line that contains <paramref name="text"/>. Fails when the process ends or the time is over, showing the output.</summary>
    public async Task<string> WaitForLineAsync(string text, TimeSpan? timeout = null)
    {
        using var deadline = new CancellationTokenSource(timeout ?? DefaultTimeout);
        var exit = process.WaitForExitAsync(deadline.Token);
        while (true)
        {
            // In this order: the end of the process includes the end of its output.
            var ended = exit.IsCompletedSuccessfully;
            Task next;
            lock (gate)
            {
                if (lines.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
                    return found;
                next = changed.Task;
            }

            if (ended)
                throw new InvalidOperationException($"The process ended with exit code {process.ExitCode} before it printed '{text}':\n{Output}");
            await Task.WhenAny(next, exit);
            if (deadline.IsCancellationRequested)
                throw new TimeoutException($"'{text}' was not printed in time:\n{Output}");
        }
    }

    /// <summary>Waits for the end and returns the exit code; all output has been captured then.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? timeout = null)
    {
        using var deadline = new CancellationTokenSource(timeout ?? DefaultTimeout);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The process did not end in time:\n{Output}");
        }
    }

    /// <summary>Closes standard input: how the AppHost asks a service to stop.</summary>
    public void CloseStandardInput() => process.StandardInput.Close();

    /// <summary>Sends SIGINT, as Ctrl+C does.</summary>
    public void Interrupt() => InterruptSignal.Send(process.Id);

    /// <summary>Kills the process at once, without its children.</summary>
    public void Kill() => process.Kill();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Add(string? line, bool isAnswer)
    {
        if (line is null)
            return;
        lock (gate)
        {
            lines.Add(line);
            if (isAnswer)
                answer.Add(line);
            changed.TrySetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
