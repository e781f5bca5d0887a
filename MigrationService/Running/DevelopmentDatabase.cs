using Microsoft.Extensions.Logging;
using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Creates the database where a developer's server lacks it. Elsewhere its owner, encoding and rights are an operator's decision.</summary>
internal static class DevelopmentDatabase
{
    public static async Task CreateAsync(string connectionString, ILogger logger, CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var database = target.Database!;
        target.Database = "postgres";
        target.Pooling = false;
        try
        {
            await using var connection = new NpgsqlConnection(target.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand($"CREATE DATABASE {new NpgsqlCommandBuilder().QuoteIdentifier(database)}", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            Log.DatabaseCreated(logger, database);
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another worker that started at the same time was faster.
        }
        catch (NpgsqlException exception)
        {
            throw new MigrationException(
                MigrationExitCode.DatabaseUnavailable, DatabaseFailure.Describe(exception, connectionString), exception);
        }
    }
}
