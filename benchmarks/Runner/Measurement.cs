using System.Diagnostics;
using System.Globalization;

namespace TradingPlatform.Benchmarks;

/// <summary>One run of a program: how long from its start to its end, and how much memory it had at most.</summary>
/// <param name="Milliseconds">Of wall time.</param>
/// <param name="PeakMegabytes">The largest resident set; 0 where it was not watched.</param>
internal sealed record Measurement(double Milliseconds, double PeakMegabytes)
{
    /// <summary>Runs the program to its end.</summary>
    /// <exception cref="InvalidOperationException">It did not end with exit code 0: what was measured would be something else.</exception>
    public static async Task<Measurement> OfAsync(Command command, bool watchMemory = false)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (command.Folder is { } folder) start.WorkingDirectory = folder;
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;

        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var peak = watchMemory ? await WatchAsync(process) : 0;
        await process.WaitForExitAsync();
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return process.ExitCode == 0
            ? new Measurement(elapsed, peak)
            : throw new InvalidOperationException($"{command} ended with {process.ExitCode}: {await errors}{await output}");
    }

    /// <summary>The peak stands in /proc only as long as the process lives: the last look before its end counts.</summary>
    private static async Task<double> WatchAsync(Process process)
    {
        var peak = 0.0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, ReadPeak(process.Id));
            await Task.Delay(1);
        }

        return peak;
    }

    private static double ReadPeak(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            // It has ended between the two looks.
            return 0;
        }
    }
}
