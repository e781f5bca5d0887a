using Npgsql;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Reading and completing a connection string.</summary>
internal static class PostgresConnectionString
{
    /// <summary>The parsed string; null where Npgsql does not accept it.</summary>
    public static NpgsqlConnectionStringBuilder? TryParse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>
    /// The string with what every service wants: a pool, and a name under which <c>pg_stat_activity</c> shows its connections.
    /// Where it cannot be parsed it is returned as it is: the validation at start says so.
    /// </summary>
    public static string Complete(string connectionString, string applicationName)
    {
        if (TryParse(connectionString) is not { } parsed)
            return connectionString;

        parsed.ApplicationName ??= applicationName;
        return parsed.ConnectionString;
    }
}
