using System.ComponentModel;
using System.Diagnostics;

namespace TradingPlatform.AppHost;

/// <summary>A process that this AppHost started, its output relayed to the console. It is asked to stop by closing its standard input.</summary>
internal sealed class ChildProcess
{
    private const int RememberedLines = 15;

    private readonly Process process;
    private readonly Queue<string> lastLines = new();
    private readonly Lock gate = new();

    private ChildProcess(string name, Process process, Action<string> relay)
    {
        Name = name;
        this.process = process;
        process.OutputDataReceived += (_, line) => Receive(line.Data, relay);
        process.ErrorDataReceived += (_, line) => Receive(line.Data, relay);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Exited = WaitAsync();
    }

    public string Name { get; }

    /// <summary>Completes with the exit code when the process has ended and all its output has been read.</summary>
    public Task<int> Exited { get; }

    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (gate)
                return [.. lastLines];
        }
    }

    /// <param name="name">The resource, for the console.</param>
    /// <param name="commandLine">The program and its arguments. No secret belongs here: other users can read it.</param>
    /// <param name="workingFolder">Where it starts: a service reads its appsettings.json from there.</param>
    /// <param name="environment">Variables added to this process's own.</param>
    /// <param name="relay">Receives every line of output.</param>
    public static ChildProcess Start(
        string name, IReadOnlyList<string> commandLine, string workingFolder, IReadOnlyDictionary<string, string> environment, Action<string> relay)
    {
        var start = new ProcessStartInfo(commandLine[0], commandLine.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder,
        };
        foreach (var variable in start.Environment.Keys.Where(IsForAspireAppHost).ToList())
            start.Environment.Remove(variable);
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        try
        {
            return new ChildProcess(name, Process.Start(start)!, relay);
        }
        catch (Win32Exception exception)
        {
            throw new AppHostException($"{name} cannot be started: {commandLine[0]}: {exception.Message}.", AppHostException.StartUpExitCode);
        }
    }

    /// <summary>Closes the standard input, and kills the process with its children when it has not ended within <paramref name="patience"/>.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        process.StandardInput.Close();
        try
        {
            await Exited.WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            return false;
        }
    }

    /// <summary>The launch profile is made for an Aspire AppHost. A dashboard that inherited it would look for that AppHost and not start.</summary>
    private static bool IsForAspireAppHost(string variable) =>
        variable == "ASPNETCORE_URLS" || variable.StartsWith("ASPIRE_", StringComparison.Ordinal);

    private async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private void Receive(string? line, Action<string> relay)
    {
        if (line is null)
            return;
        lock (gate)
        {
            if (lastLines.Count == RememberedLines)
                lastLines.Dequeue();
            lastLines.Enqueue(line);
        }

        relay(line);
    }
}
