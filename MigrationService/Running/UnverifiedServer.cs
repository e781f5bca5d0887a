using System.Runtime.InteropServices;
using Npgsql;

namespace TradingPlatform.MigrationService;

/// <summary>
/// Where a connection is encrypted but the server's certificate is not verified (<c>SSL Mode</c> <c>Allow</c>, <c>Prefer</c>, the default, or
/// <c>Require</c>), .NET reads all of the system's certificate authorities all the same, judges the certificate by them, and the driver ignores
/// the judgement. That is a third of a start's processor time. This process is told that there are no authorities.
/// </summary>
/// <remarks>docs/decisions/0030-no-authorities-for-a-server-that-is-not-verified.md</remarks>
internal static partial class UnverifiedServer
{
    private const string Nothing = "/dev/null";

    /// <summary>For a process that makes no other encrypted connections than to the database. Before the first of them; nothing where they are verified.</summary>
    public static void SkipAuthorities(NpgsqlConnectionStringBuilder database)
    {
        if (!OperatingSystem.IsLinux() || !IsUnverified(database) || HasClientCertificate(database)) return;

        // OpenSSL's own variables, in the process's environment, which .NET's copy of it does not reach. What an operator has set there says whom to
        // trust, and nobody is asked.
        SetVariable("SSL_CERT_FILE", Nothing, overwrite: 1);
        SetVariable("SSL_CERT_DIR", Nothing, overwrite: 1);
    }

    private static bool IsUnverified(NpgsqlConnectionStringBuilder database) =>
        database.SslMode is SslMode.Allow or SslMode.Prefer or SslMode.Require && string.IsNullOrEmpty(database.RootCertificate);

    /// <summary>The authorities between a client's certificate and its root are looked for among the system's.</summary>
    private static bool HasClientCertificate(NpgsqlConnectionStringBuilder database) =>
        !string.IsNullOrEmpty(database.SslCertificate)
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PGSSLCERT"))
        || File.Exists(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".postgresql", "postgresql.crt"));

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
