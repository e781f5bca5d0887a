using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Opens the engine's own connections: unpooled, because a session lock must end with the session and never return to a pool.</summary>
internal static class DedicatedConnection
{
    /// <summary>The largest application name that PostgreSQL keeps (NAMEDATALEN - 1).</summary>
    private const int LongestApplicationName = 63;

    /// <param name="options">The database and the name.</param>
    /// <param name="commandTimeout">In seconds; zero for none.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public static async Task<NpgsqlConnection> OpenAsync(MigrationEngineOptions options, int commandTimeout, CancellationToken cancellationToken)
    {
        var connection = Create(options, commandTimeout);
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

    /// <summary>The same, not yet opened.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: the connection string cannot be read.</exception>
    public static NpgsqlConnection Create(MigrationEngineOptions options, int commandTimeout)
    {
        try
        {
            // The engine's own statements use PostgreSQL's own types only: asking the database for others would cost more than most runs
            // do. The source is not disposed: unpooled, it keeps nothing of its own.
            return new NpgsqlDataSourceBuilder(Configure(options, commandTimeout)).ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build().CreateConnection();
        }
        catch (ArgumentException exception)
        {
            throw new MigrationException(
                MigrationExitCode.Usage,
                "The connection string cannot be read: write it as Host=...;Port=...;Database=...;Username=...;Password=....",
                exception);
        }
    }

    private static string Configure(MigrationEngineOptions options, int commandTimeout)
    {
        var name = $"{options.ApplicationName} ({Environment.MachineName} {Environment.ProcessId})";
        var database = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            Enlist = false,
            Multiplexing = false,
            ApplicationName = name.Length <= LongestApplicationName ? name : name[..LongestApplicationName],
            CommandTimeout = commandTimeout,

            // timestamp -> timestamptz rewrites no table only when the session's zone is UTC.
            Timezone = "UTC",

            // A step that commits by itself must know which of two statements failed: it, or its journal entry.
            IncludeFailedBatchedCommand = true,
        };
        // Of a server that is gone nothing is heard while a statement runs; the system's own patience is two hours. A socket of this machine knows
        // no such options, and refuses them.
        if (database.Host is not ['/' or '@', ..])
        {
            database.TcpKeepAlive = true;
            database.TcpKeepAliveTime = 30;
            database.TcpKeepAliveInterval = 10;
        }

        Kerberos.SkipWhereAbsent(database);
        return database.ConnectionString;
    }
}
