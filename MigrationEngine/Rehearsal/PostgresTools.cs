using System.ComponentModel;
using System.Diagnostics;

namespace TradingPlatform.MigrationEngine;

/// <summary>pg_dump and pg_restore of this machine.</summary>
/// <param name="Folder">Where they are.</param>
internal sealed record PostgresTools(string Folder)
{
    /// <summary>Where Debian and its heirs keep the versions side by side, which are rarely on PATH.</summary>
    private const string VersionsFolder = "/usr/lib/postgresql";

    public string Dump => Path.Combine(Folder, Program("pg_dump"));

    public string Restore => Path.Combine(Folder, Program("pg_restore"));

    /// <param name="folder">The folder to take them from; null to look in POSTGRES_BIN, PATH and the usual folders, the newest version first.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.DatabaseUnavailable"/>: there are none.</exception>
    public static PostgresTools Find(string? folder) => TryFind(folder) ?? throw new MigrationException(
        MigrationExitCode.DatabaseUnavailable,
        $"pg_dump and pg_restore were not found {(folder is null ? "in POSTGRES_BIN, on PATH or in " + VersionsFolder : "in " + folder)}: install PostgreSQL's client programs of the server's version or newer, or rehearse on a copy made otherwise.");

    public static PostgresTools? TryFind(string? folder) =>
        (folder is not null ? [folder] : Candidates()).Select(candidate => new PostgresTools(candidate)).FirstOrDefault(tools => File.Exists(tools.Dump) && File.Exists(tools.Restore));

    /// <summary>A tool with a connection in its environment, where nobody else can read the password.</summary>
    public static ProcessStartInfo Command(string program, Npgsql.NpgsqlConnectionStringBuilder database, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Set("PGHOST", database.Host?.Split(',')[0]);
        Set("PGPORT", database.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Set("PGUSER", database.Username);
        Set("PGDATABASE", database.Database);
        Set("PGPASSWORD", database.Password);
        Set("PGPASSFILE", database.Passfile);
        Set("PGSSLMODE", database.SslMode switch
        {
            Npgsql.SslMode.VerifyCA => "verify-ca",
            Npgsql.SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        });
        Set("PGSSLROOTCERT", database.RootCertificate);
        Set("PGSSLCERT", database.SslCertificate);
        Set("PGSSLKEY", database.SslKey);
        Set("PGAPPNAME", "migration rehearsal");

        // The messages that are quoted are the same everywhere.
        Set("LC_MESSAGES", "C");
        return start;

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) start.Environment[name] = value;
        }
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.DatabaseUnavailable"/>: it cannot be run.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new MigrationException(MigrationExitCode.DatabaseUnavailable, $"{start.FileName} cannot be run: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("POSTGRES_BIN") is { Length: > 0 } own) yield return own;

        // Before PATH, where a wrapper chooses the version of a local server: the newest one understands all servers.
        if (Directory.Exists(VersionsFolder))
        {
            foreach (var version in Directory.EnumerateDirectories(VersionsFolder).OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var number) ? number : 0))
                yield return Path.Combine(version, "bin");
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
    }

    private static string Program(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;
}
