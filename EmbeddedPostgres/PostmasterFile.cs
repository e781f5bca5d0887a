using System.Diagnostics;
using System.Globalization;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>What a data folder's <c>postmaster.pid</c> says: line 1 the process, line 4 the port.</summary>
internal sealed record PostmasterFile(int ProcessId, int Port)
{
    public static PostmasterFile? Read(string path)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            return lines.Length > 3
                && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process)
                && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                    ? new PostmasterFile(process, port)
                    : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the process still is the server of <paramref name="dataFolder"/>. The number alone proves nothing: after a crash or in a new
    /// container it may belong to any process, and both pg_ctl and postgres would then refuse to start.
    /// </summary>
    public bool IsAlive(string dataFolder)
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            if (!process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase))
                return false;
        }
        catch (ArgumentException)
        {
            return false;
        }

        // The server changes into its data folder: the file seen from there tells it from the servers of other clusters.
        var seenByProcess = $"/proc/{ProcessId.ToString(CultureInfo.InvariantCulture)}/cwd/postmaster.pid";
        var seenHere = Path.Combine(dataFolder, "postmaster.pid");
        return !OperatingSystem.IsLinux() || (File.Exists(seenByProcess) && File.ReadAllText(seenByProcess) == File.ReadAllText(seenHere));
    }
}
