using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>A look at the live database that can stop nobody: read-only, each statement a transaction of its own, and giving up quickly.</summary>
internal static class LiveCatalog
{
    private const int CommandTimeout = 60;

    public static async Task<NpgsqlConnection> OpenAsync(MigrationEngineOptions options, CancellationToken cancellationToken)
    {
        var connection = await DedicatedConnection.OpenAsync(options, CommandTimeout, cancellationToken);
        try
        {
            // pg_get_viewdef and its like queue behind a table's exclusive lock, and others would queue behind them.
            await using var command = new NpgsqlCommand(
                "SET default_transaction_read_only = on; SET statement_timeout = '30s'; SET lock_timeout = '1s'", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a look met a lock, or took too long.</summary>
    public static bool GaveUp(NpgsqlException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled };

    /// <summary>The sentence for a look that was given up.</summary>
    public static MigrationException Failed(NpgsqlException exception, MigrationEngineOptions options) => GaveUp(exception)
        ? new MigrationException(
            MigrationExitCode.LockNotAcquired,
            "The catalog could not be read because somebody holds a table's exclusive lock: `blockers` names them; try again when they are done.",
            exception)
        : new MigrationException(MigrationExitCode.DatabaseUnavailable, DatabaseFailure.Describe(exception, options.ConnectionString), exception);
}
