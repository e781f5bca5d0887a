using System.Diagnostics;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>
/// A shell that waits for this process's end of a pipe to close, which the operating system does even for a killed process, and then
/// stops the server and removes its folder. Windows has no such shell: there, leftovers are removed by the next run.
/// </summary>
internal static class Watchdog
{
    // The inner shell is nobody's child any more when the outer one ends, so that a kill of this process and its children spares it.
    private const string Script = """
        exec 3<&0
        root=$1; shift
        ( cat <&3 >/dev/null; [ -d "$root" ] && "$@"; rm -rf "$root" "$root.lock" "$root.lock.owner" ) >/dev/null 2>&1 &
        """;

    public static IDisposable? Start(Cluster cluster)
    {
        if (OperatingSystem.IsWindows())
            return null;

        var folder = cluster.Folder;
        var stop = cluster.Account.CommandLine(cluster.Binaries.Tool("pg_ctl"), "stop", "-D", folder.Data, "-m", "immediate", "-w");
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "watchdog", folder.Root, .. stop])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        var process = Process.Start(start)!;
        return process.StandardInput;
    }
}
