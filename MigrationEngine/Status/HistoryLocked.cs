using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The engine never locks the history table against readers, but EF Core's own migrator does, for as long as a migration runs. A look at
/// the state gives up soon then, and says who it is.
/// </summary>
internal static class HistoryLocked
{
    /// <summary>How long a look at the state waits for another tool's lock.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task<MigrationException> DescribeAsync(
        HistoryTable history, NpgsqlConnection connection, PostgresException exception, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT lock.pid, coalesce(session.application_name, ''), host(session.client_addr), session.usename::text, session.backend_start
            FROM pg_locks AS lock LEFT JOIN pg_stat_activity AS session USING (pid)
            WHERE lock.locktype = 'relation' AND lock.granted AND lock.mode = 'AccessExclusiveLock' AND lock.relation = to_regclass($1)
                AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            LIMIT 1
            """,
            connection)
        { Parameters = { new() { Value = history.Name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var holder = await reader.ReadAsync(cancellationToken) ? LockHolder.Read(reader).ToString() : "a session that has ended meanwhile";
        return new MigrationException(
            MigrationExitCode.LockNotAcquired,
            $"The state cannot be read now: {holder} has locked the history table {history.Name}, as EF Core's own migrator does while it runs. Wait for it and ask again.",
            exception);
    }
}
