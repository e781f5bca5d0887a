using System.Globalization;

namespace TradingPlatform.MigrationService;

/// <summary>
/// Another start of the very same thing: the same program, arguments, environment and folder, by the same user, in the same container. What it
/// finds out this one would find out.
/// </summary>
internal static class StartTwin
{
    private static readonly string[] Links = ["exe", "cwd", "ns/mnt"];
    private static readonly string[] Texts = ["cmdline", "environ"];

    /// <summary>Whether the process is one. False for this process itself, and where that cannot be seen.</summary>
    /// <param name="process">The process, as the kernel names it.</param>
    /// <param name="user">Its user, as the kernel names it: a process of anybody else may look like one and be none.</param>
    public static bool Is(int process, uint user)
    {
        if (process <= 0 || process == Environment.ProcessId || user != LocalSocket.OwnUser) return false;

        var other = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/");
        try
        {
            foreach (var link in Links)
            {
                if (new FileInfo("/proc/self/" + link).LinkTarget is not { } own || own != new FileInfo(other + link).LinkTarget) return false;
            }

            foreach (var text in Texts)
            {
                if (!File.ReadAllBytes("/proc/self/" + text).AsSpan().SequenceEqual(File.ReadAllBytes(other + text))) return false;
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
