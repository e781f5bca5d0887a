using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The session advisory lock that makes migration runs of one database take turns.</summary>
internal static class AdvisoryLock
{
    /// <summary>The key: "TPmigrat" in ASCII. One per database, whatever the context: the journal is shared.</summary>
    public const long Key = 0x54506D6967726174;

    private const string IsOurLock =
        """
        lock.locktype = 'advisory' AND lock.granted AND lock.objsubid = 1
        AND (lock.classid::bigint << 32 | lock.objid::bigint) = $1
        AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    /// <summary>The condition on a row <c>lock</c> of <c>pg_locks</c>, for a statement that takes no parameters.</summary>
    public static string IsLock => IsOurLock.Replace("$1", Key.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The condition that the server's process $2 holds the lock; $1 is the key, as <see cref="Command"/> gives it.</summary>
    public const string IsHeldBySecond = $"EXISTS (SELECT FROM pg_locks AS lock WHERE lock.pid = $2 AND {IsOurLock})";

    public static Task<bool> TryAcquireAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync(connection, "SELECT pg_try_advisory_lock($1)", cancellationToken);

    /// <summary>Whether this very session holds the lock: false behind a transaction pooler, which changes sessions underneath.</summary>
    public static Task<bool> IsHeldAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync(connection, $"SELECT EXISTS (SELECT FROM pg_locks AS lock WHERE lock.pid = pg_backend_pid() AND {IsOurLock})", cancellationToken);

    /// <summary>Who holds the lock; null when nobody does.</summary>
    public static async Task<LockHolder?> FindHolderAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            $"""
            SELECT lock.pid, coalesce(session.application_name, ''), host(session.client_addr), session.usename::text, session.backend_start
            FROM pg_locks AS lock LEFT JOIN pg_stat_activity AS session USING (pid) WHERE {IsOurLock} LIMIT 1
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? LockHolder.Read(reader) : null;
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>A command whose first parameter is the key.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql) =>
        new(sql, connection) { Parameters = { new() { Value = Key } } };
}
