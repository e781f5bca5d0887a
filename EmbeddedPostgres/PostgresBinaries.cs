using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>PostgreSQL server binaries found on this machine.</summary>
/// <param name="Folder">The folder that holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="Version">As the server itself states it, such as <c>15.14</c>.</param>
/// <param name="Source">Where they were found, for people: <c>PATH</c>, <c>/usr/lib/postgresql</c>, …</param>
public sealed partial record PostgresBinaries(string Folder, string Version, string Source)
{
    private const int OldestSupported = 14;

    /// <summary>The major version: data folders are compatible within one.</summary>
    public int Major => int.Parse(Version.AsSpan(0, Version.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : Version.Length),
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The full path of a tool such as <c>initdb</c>.</summary>
    public string Tool(string name) => Path.Combine(Folder, Executable(name));

    /// <summary>Finds binaries in the order that <see cref="PostgresSearch"/> documents.</summary>
    /// <param name="search">Where to look. Default: the places of this machine, without a repository's node_modules.</param>
    /// <param name="major">Take the first of this major version if there is one, else the first of all. Default: the first.</param>
    /// <exception cref="PostgresUnavailableException">There are none, or <c>POSTGRES_BIN</c> names a folder without them.</exception>
    public static PostgresBinaries Find(PostgresSearch? search = null, int? major = null)
    {
        search ??= new PostgresSearch();
        if (!string.IsNullOrWhiteSpace(search.PostgresBin))
        {
            return Inspect(search.PostgresBin, "POSTGRES_BIN")
                ?? throw new PostgresUnavailableException(
                    $"POSTGRES_BIN is {search.PostgresBin}, which holds no initdb, pg_ctl and postgres of version {OldestSupported} or newer.");
        }

        var found = Candidates(search).Select(candidate => Inspect(candidate.Folder, candidate.Source)).OfType<PostgresBinaries>();
        if (major is not null)
        {
            var all = found.ToList();
            return all.Find(binaries => binaries.Major == major) ?? (all.Count > 0 ? all[0] : throw NothingFound(search));
        }

        return found.FirstOrDefault() ?? throw NothingFound(search);
    }

    private static IEnumerable<(string Folder, string Source)> Candidates(PostgresSearch search)
    {
        foreach (var folder in (search.Path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            yield return (folder, "PATH");

        foreach (var parent in search.InstallFolders.Where(Directory.Exists))
        {
            yield return (Path.Combine(parent, "bin"), parent);
            foreach (var version in Directory.EnumerateDirectories(parent).Where(path => !parent.EndsWith("/opt", StringComparison.Ordinal)
                         || Path.GetFileName(path).StartsWith("postgresql", StringComparison.Ordinal)).OrderByDescending(VersionInName))
                yield return (Path.Combine(version, "bin"), parent);
        }

        if (search.NpmBinFolder is { } npm)
            yield return (npm, "node_modules");
    }

    private static PostgresBinaries? Inspect(string folder, string source)
    {
        var initdb = Path.Combine(folder, Executable("initdb"));
        if (!File.Exists(initdb) || !File.Exists(Path.Combine(folder, Executable("pg_ctl"))) || !File.Exists(Path.Combine(folder, Executable("postgres"))))
            return null;
        if (source == "node_modules")
            NpmPackages.RestoreSymlinks(Path.GetFullPath(Path.Combine(folder, "..", "..")));

        var binaries = VersionPattern().Match(AskVersion(folder)) is { Success: true } match
            ? new PostgresBinaries(Path.GetFullPath(folder), match.Value, source)
            : null;
        return binaries?.Major >= OldestSupported ? binaries : null;
    }

    private static string AskVersion(string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, Executable("postgres")), "--version")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output;
        }
        catch (Win32Exception)
        {
            // Built for another machine, or not executable: not a candidate.
            return "";
        }
    }

    private static int VersionInName(string path) =>
        VersionPattern().Match(Path.GetFileName(path)) is { Success: true } match && int.TryParse(match.Value.Split('.')[0], out var version) ? version : 0;

    private static string Executable(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    private static PostgresUnavailableException NothingFound(PostgresSearch search) =>
        new($"No PostgreSQL {OldestSupported} or newer was found on PATH, in {string.Join(", ", search.InstallFolders)}"
            + (search.NpmBinFolder is null ? "." : $" or in {Path.Combine(search.RepositoryFolder!, "node_modules")}."));

    [GeneratedRegex(@"\d+(\.\d+)*")]
    private static partial Regex VersionPattern();
}
