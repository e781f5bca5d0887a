using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The run that builds a schema from nothing. Nobody uses the schema before it has ended, so that it applies contract migrations too,
/// and so does the run that goes on after it was killed.
/// </summary>
internal static class FirstBuild
{
    /// <summary>Whether no application has ever been able to use the schema.</summary>
    public static async Task<bool> IsUnusedAsync(
        NpgsqlConnection connection, HistoryTable history, RecordedState recorded, CancellationToken cancellationToken)
    {
        if (!recorded.Journal.HasGate) return recorded.History.Count == 0;
        if ((await GateTables.ReadAliveAsync(connection, history, cancellationToken)).Count > 0) return false;
        return recorded.History.Count == 0 || await HasBegunAsync(connection, history, cancellationToken);
    }

    /// <summary>The same for whoever only reads, also as a role that may not look.</summary>
    public static async Task<bool> IsUnusedAsync(NpgsqlConnection connection, HistoryTable history, SchemaStatus status, CancellationToken cancellationToken)
    {
        if (status.Instances.Count > 0) return false;
        if (status.Applied.Count == 0) return true;

        try
        {
            return await HasBegunAsync(connection, history, cancellationToken);
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    /// <summary>Notes that it has begun.</summary>
    public static Task BeginAsync(NpgsqlConnection connection, HistoryTable history, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, "INSERT INTO migration.first_runs (history_table) VALUES ($1) ON CONFLICT DO NOTHING", history, cancellationToken);

    /// <summary>Notes that the schema can be used: it is built, or somebody says that it was there already.</summary>
    public static Task EndAsync(NpgsqlConnection connection, HistoryTable history, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, "DELETE FROM migration.first_runs WHERE history_table = $1", history, cancellationToken);

    private static async Task<bool> HasBegunAsync(NpgsqlConnection connection, HistoryTable history, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM migration.first_runs WHERE history_table = $1)", connection)
        { Parameters = { new() { Value = history.Key } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, HistoryTable history, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = history.Key } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
