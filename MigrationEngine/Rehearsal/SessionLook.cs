using System.Data;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a session holds and has done, and which relations there are, at one moment.</summary>
/// <param name="Relations">By oid, without those of PostgreSQL itself and of the engine.</param>
/// <param name="Locks">Relation and lock of every lock that the session holds.</param>
/// <param name="Scans">By the oid of the table; null where this server cannot tell at once.</param>
/// <param name="Wal">The end of the write-ahead log.</param>
internal sealed record SessionLook(
    IReadOnlyDictionary<uint, RelationState> Relations, IReadOnlySet<(uint Relation, TableLock Mode)> Locks, IReadOnlyDictionary<uint, ScanCount>? Scans, long Wal)
{
    /// <summary>Every session's locks on relations of this database; a condition on <c>l</c> may follow.</summary>
    public const string LocksSql =
        """
        SELECT l.relation, l.mode FROM pg_locks l
        WHERE l.locktype = 'relation' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private const string WalSql = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::int8";

    private const string RelationsSql =
        """
        SELECT c.oid, n.nspname::text, c.relname::text, c.relkind::text, pg_relation_filenode(c.oid), i.indrelid,
            (SELECT h.inhparent FROM pg_inherits h WHERE h.inhrelid = c.oid ORDER BY h.inhseqno LIMIT 1)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index i ON i.indexrelid = c.oid
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND to_regclass('migration.journal') IS DISTINCT FROM coalesce(i.indrelid, c.oid)
        """;

    /// <summary>What this transaction has counted so far, which nobody else sees yet.</summary>
    private const string OwnScansSql = "SELECT relid, seq_scan, seq_tup_read FROM pg_stat_xact_user_tables";

    private const string AllScansSql = "SELECT relid, seq_scan, seq_tup_read FROM pg_stat_user_tables";

    /// <summary>The look before a statement: the log's end is read last, so that looking counts for nothing.</summary>
    public static Task<SessionLook> BeforeAsync(NpgsqlConnection connection, bool inTransaction, CancellationToken cancellationToken) =>
        ReadAsync(connection, inTransaction, walFirst: false, cancellationToken);

    /// <summary>The look after it.</summary>
    public static Task<SessionLook> AfterAsync(NpgsqlConnection connection, bool inTransaction, CancellationToken cancellationToken) =>
        ReadAsync(connection, inTransaction, walFirst: true, cancellationToken);

    /// <summary>The lock of pg_locks.mode; null for those that tables do not have.</summary>
    public static TableLock? Mode(string catalogName) =>
        Enum.TryParse<TableLock>(catalogName.AsSpan(0, catalogName.Length - "Lock".Length), out var mode) ? mode : null;

    private static async Task<SessionLook> ReadAsync(NpgsqlConnection connection, bool inTransaction, bool walFirst, CancellationToken cancellationToken)
    {
        var wal = walFirst ? await ReadWalAsync(connection, cancellationToken) : 0;
        var isFlushed = inTransaction || await TryFlushAsync(connection, cancellationToken);
        var relations = new Dictionary<uint, RelationState>();
        await ReadAsync(connection, RelationsSql, row => relations.Add(row.GetFieldValue<uint>(0), Relation(row)), cancellationToken);
        var locks = new HashSet<(uint, TableLock)>();
        await ReadAsync(connection, $"{LocksSql} AND l.pid = pg_backend_pid()", row => Add(locks, row), cancellationToken);
        Dictionary<uint, ScanCount>? scans = isFlushed ? [] : null;
        if (scans is not null)
        {
            await ReadAsync(
                connection,
                inTransaction ? OwnScansSql : AllScansSql,
                row => scans.Add(row.GetFieldValue<uint>(0), new ScanCount(row.GetInt64(1), row.GetInt64(2))),
                cancellationToken);
        }

        return new SessionLook(relations, locks, scans, walFirst ? wal : await ReadWalAsync(connection, cancellationToken));
    }

    private static void Add(HashSet<(uint, TableLock)> locks, NpgsqlDataReader row)
    {
        if (Mode(row.GetString(1)) is { } mode) locks.Add((row.GetFieldValue<uint>(0), mode));
    }

    private static RelationState Relation(NpgsqlDataReader row) => new(
        new TableName(row.GetString(1), row.GetString(2)),
        row.GetString(3)[0],
        row.IsDBNull(4) ? null : row.GetFieldValue<uint>(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<uint>(5),
        row.IsDBNull(6) ? null : row.GetFieldValue<uint>(6));

    private static async Task<long> ReadWalAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(WalSql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>A session gives its counts away once a second; since PostgreSQL 15 it can be asked to do it at its next rest.</summary>
    private static async Task<bool> TryFlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < 15) return false;

        await using var command = new NpgsqlCommand("SELECT pg_stat_force_next_flush()", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    private static async Task ReadAsync(NpgsqlConnection connection, string sql, Action<NpgsqlDataReader> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) read(reader);
    }
}
