using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Makes sure that a connection is one session of the server for as long as it is open: a session lock holds in no other.</summary>
internal static class ServerSession
{
    /// <summary>Session poolers keep the session, transaction poolers change it: so many looks tell them apart.</summary>
    private const int Looks = 3;

    /// <summary>In seconds. A transaction pooler answers at once; a session pooler may have no second session to give.</summary>
    private const int LookTimeout = 5;

    /// <summary>
    /// Leaves processors to the applications while an index is built: two workers and the session take all of a small server's, and then
    /// requests wait that no lock is in the way of. Another number than PostgreSQL's default has been chosen by somebody, and stays.
    /// </summary>
    public const string SparesProcessorsSql =
        "CASE WHEN current_setting('max_parallel_maintenance_workers') = '2' THEN set_config('max_parallel_maintenance_workers', '1', false) END";

    private const string ConnectionSql =
        $"{SparesProcessorsSql}, set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)";

    /// <summary>
    /// A server that does not look goes on with the statement of a killed process, and keeps its lock, until the statement ends. Not every
    /// platform of the server can look; the interval exists since PostgreSQL 14, and one that the server's owner has set stays.
    /// </summary>
    private const string NoticesLostClientSql =
        "CASE WHEN current_setting('client_connection_check_interval', true) = '0' THEN set_config('client_connection_check_interval', '5s', false) END";

    /// <summary>
    /// Refuses a connection through a transaction pooler, lets the server notice when this process is gone, and spares its processors. Changes
    /// nothing before that.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="isDirect">Whether it is known that PostgreSQL itself has announced the process that serves it.</param>
    /// <param name="options">The database, for a second connection.</param>
    /// <param name="logger">Where a pooler is told.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The server's process that serves the connection.</returns>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>.</exception>
    public static async Task<int> PrepareAsync(
        NpgsqlConnection connection, bool isDirect, MigrationEngineOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        // PostgreSQL itself announces the process that serves the connection; a pooler announces a number of its own.
        var processId = isDirect ? connection.ProcessID : await ProcessIdAsync(connection, timeout: 0, cancellationToken);
        if (processId != connection.ProcessID)
        {
            if (!await IsKeptAsync(connection, processId, options, cancellationToken)) throw RunFailure.TransactionPooler(options);
            logger.ThroughSessionPooler();
        }

        await ConfigureAsync(connection, logger, cancellationToken);
        return processId;
    }

    /// <summary>The process of the server that answers right now.</summary>
    public static async Task<int> ProcessIdAsync(NpgsqlConnection connection, int timeout, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection) { CommandTimeout = timeout };
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// Runs transactions on a second connection. A transaction pooler gives it the session that the first one has just used, or gives the
    /// first one the session that the second one has just left; a session pooler does neither.
    /// </summary>
    private static async Task<bool> IsKeptAsync(
        NpgsqlConnection connection, int processId, MigrationEngineOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var other = await DedicatedConnection.OpenAsync(options, LookTimeout, cancellationToken);
            for (var look = 0; look < Looks; look++)
            {
                await using var transaction = await other.BeginTransactionAsync(cancellationToken);
                if (await ProcessIdAsync(other, LookTimeout, cancellationToken) == processId) return false;
                if (await ProcessIdAsync(connection, LookTimeout, cancellationToken) != processId) return false;
                await transaction.CommitAsync(cancellationToken);
                if (await ProcessIdAsync(connection, LookTimeout, cancellationToken) != processId) return false;
            }

            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or MigrationException)
        {
            // No second session, or no transaction (statement pooling): what cannot be shown to be safe is not.
            return false;
        }
    }

    /// <summary>
    /// Both in one message; a server that refuses the second is asked for the first alone, since a refused statement changes nothing at all.
    /// </summary>
    private static async Task ConfigureAsync(NpgsqlConnection connection, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await ConfigureAsync(connection, $"{ConnectionSql}, {NoticesLostClientSql}", cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InvalidParameterValue)
        {
            logger.LostClientUnnoticed(exception);
            await ConfigureAsync(connection, ConnectionSql, cancellationToken);
        }
    }

    private static async Task ConfigureAsync(NpgsqlConnection connection, string settings, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT {settings}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
