using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Who waits for whom in a database, as the server sees it at one moment.</summary>
public static class BlockingReader
{
    // pg_blocking_pids takes the lock manager's locks for a moment: asked once a waiting session, and only of those.
    private const string Query =
        """
        WITH waiting AS MATERIALIZED (
            SELECT pid, pg_blocking_pids(pid) AS blocked_by FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND datname = current_database()),
        involved AS (
            SELECT pid FROM waiting UNION SELECT unnest(blocked_by) FROM waiting),
        wanted AS (
            SELECT DISTINCT ON (pid) pid, waitstart, CASE locktype
                WHEN 'transactionid' THEN 'a row' || coalesce(' of ' || (
                    SELECT min(t.relation::regclass::text) FROM pg_locks t WHERE t.pid = l.pid AND t.locktype = 'tuple'), '')
                ELSE mode || ' on ' || coalesce(relation::regclass::text, locktype) END AS lock
            FROM pg_locks l WHERE NOT granted ORDER BY pid, waitstart),
        held AS (
            SELECT pid, array_agg(lock ORDER BY strength DESC, lock) AS locks FROM (
                SELECT DISTINCT l.pid, l.mode || ' on ' || l.relation::regclass::text AS lock,
                    array_position(ARRAY['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',
                        'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'], l.mode) AS strength
                FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
                WHERE l.granted AND l.locktype = 'relation' AND c.relkind IN ('r', 'p', 'm', 'f') AND c.relnamespace <> 'pg_catalog'::regnamespace
                    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS of_tables
            GROUP BY pid)
        SELECT involved.pid, coalesce(blocked_by, '{}'), coalesce(application_name, ''), usename::text, host(client_addr), state,
            clock_timestamp() - xact_start, clock_timestamp() - waitstart, query, wanted.lock, coalesce(locks, '{}'),
            EXISTS (SELECT FROM pg_locks l WHERE l.pid = involved.pid AND l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                AND (l.classid::bigint << 32 | l.objid::bigint) = $1)
        FROM involved LEFT JOIN waiting USING (pid) LEFT JOIN pg_stat_activity USING (pid) LEFT JOIN wanted USING (pid) LEFT JOIN held USING (pid)
        ORDER BY xact_start NULLS LAST, pid
        """;

    /// <summary>Who holds the migration lock; null when nobody does. Any role may ask.</summary>
    public static Task<LockHolder?> ReadMigratingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AdvisoryLock.FindHolderAsync(connection, cancellationToken);

    /// <summary>Every session that waits for a lock in the connection's database, and every session in the way of one.</summary>
    public static async Task<IReadOnlyList<BlockedSession>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Query, connection) { Parameters = { new() { Value = AdvisoryLock.Key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sessions = new List<BlockedSession>();
        while (await reader.ReadAsync(cancellationToken)) sessions.Add(Read(reader));
        return sessions;
    }

    private static BlockedSession Read(NpgsqlDataReader row) => new()
    {
        ProcessId = row.GetInt32(0),
        BlockedBy = [.. row.GetFieldValue<int[]>(1).Distinct()],
        Application = row.GetString(2),
        User = row.IsDBNull(3) ? null : row.GetString(3),
        Address = row.IsDBNull(4) ? null : row.GetString(4),
        State = row.IsDBNull(5) ? null : row.GetString(5),
        TransactionAge = row.IsDBNull(6) ? null : row.GetTimeSpan(6),
        Waiting = row.IsDBNull(7) ? null : row.GetTimeSpan(7),
        Query = row.IsDBNull(8) ? null : StatementText.WithoutLiterals(row.GetString(8)),
        WaitsFor = row.IsDBNull(9) ? null : row.GetString(9),
        Holds = row.GetFieldValue<string[]>(10),
        IsMigrating = row.GetBoolean(11),
    };
}
