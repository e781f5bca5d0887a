using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Opens the engine's own connections: unpooled, because a session lock must end with the session and never return to a pool.</summary>
internal static class DedicatedConnection
{
    /// <summary>The largest application name that PostgreSQL keeps (NAMEDATALEN - 1).</summary>
    private const int LongestApplicationName = 63;

    public static async Task<NpgsqlConnection> OpenAsync(MigrationEngineOptions options, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection;
        try
        {
            connection = new NpgsqlConnection(Configure(options));
        }
        catch (ArgumentException exception)
        {
            throw new MigrationException(
                MigrationExitCode.Usage,
                "The connection string cannot be read: write it as Host=...;Port=...;Database=...;Username=...;Password=....",
                exception);
        }

        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (NpgsqlException exception)
        {
            await connection.DisposeAsync();
            throw new MigrationException(
                MigrationExitCode.DatabaseUnavailable, DatabaseFailure.Describe(exception, options.ConnectionString), exception);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static string Configure(MigrationEngineOptions options)
    {
        var name = $"{options.ApplicationName} ({Environment.MachineName} {Environment.ProcessId})";
        return new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            Enlist = false,
            ApplicationName = name.Length <= LongestApplicationName ? name : name[..LongestApplicationName],

            // A migration runs as long as it must; statement_timeout is the limit, and the server keeps it.
            CommandTimeout = 0,

            // timestamp -> timestamptz rewrites no table only when the session's zone is UTC.
            Timezone = "UTC",
            TcpKeepAlive = true,
        }.ConnectionString;
    }
}
