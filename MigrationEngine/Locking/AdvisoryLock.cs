using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The session advisory lock that makes migration runs of one database take turns.</summary>
internal static class AdvisoryLock
{
    /// <summary>The key: "TPmigrat" in ASCII. One per database, whatever the context: the journal is shared.</summary>
    public const long Key = 0x54506D6967726174;

    /// <summary>The channel on which who gives the lock back says so.</summary>
    public const string Channel = "migration_lock";

    /// <summary>The condition on a row <c>lock</c> of <c>pg_locks</c>, in whichever database.</summary>
    private static readonly string HasKey = string.Create(
        CultureInfo.InvariantCulture,
        $"lock.locktype = 'advisory' AND lock.granted AND lock.objsubid = 1 AND (lock.classid::bigint << 32 | lock.objid::bigint) = {Key}");

    /// <summary>The condition on a row <c>lock</c> of <c>pg_locks</c>.</summary>
    public static readonly string IsLock = $"{HasKey} AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    /// <summary>The condition that the server's process $1 holds the lock. A process has locks in its own database only.</summary>
    public static readonly string IsHeldByFirst = $"EXISTS (SELECT FROM pg_locks AS lock WHERE lock.pid = $1 AND {HasKey})";

    /// <summary>The condition that this very session holds the lock: it does not behind a transaction pooler, which changes sessions underneath.</summary>
    public static readonly string IsHeldHere = $"EXISTS (SELECT FROM pg_locks AS lock WHERE lock.pid = pg_backend_pid() AND {HasKey})";

    public static async Task<bool> TryAcquireAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_try_advisory_lock({Key})"), connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>In seconds: a server that does not answer is not waited for, as the lock ends with the session in any case.</summary>
    private const int ReleaseTimeout = 2;

    /// <summary>Gives the lock back and wakes who waits for it; the end of the session would give it back too, and wake nobody.</summary>
    public static async Task ReleaseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            string.Create(CultureInfo.InvariantCulture, $"SELECT set_config('synchronous_commit', 'off', true), pg_advisory_unlock({Key}); NOTIFY {Channel}"), connection)
        { CommandTimeout = ReleaseTimeout };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Who holds the lock; null when nobody does.</summary>
    public static async Task<LockHolder?> FindHolderAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT lock.pid, coalesce(session.application_name, ''), host(session.client_addr), session.usename::text, session.backend_start
            FROM pg_locks AS lock LEFT JOIN pg_stat_activity AS session USING (pid) WHERE {IsLock} LIMIT 1
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? LockHolder.Read(reader) : null;
    }
}
