using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Asks who holds locks in the way of those that a step is going to take.</summary>
internal static class LockBlockers
{
    /// <summary>Which granted locks each lock waits for. https://www.postgresql.org/docs/current/explicit-locking.html</summary>
    private static readonly Dictionary<TableLock, TableLock[]> Conflicts = new()
    {
        [TableLock.Share] =
            [TableLock.RowExclusive, TableLock.ShareUpdateExclusive, TableLock.ShareRowExclusive, TableLock.Exclusive, TableLock.AccessExclusive],
        [TableLock.ShareRowExclusive] =
            [TableLock.RowExclusive, TableLock.ShareUpdateExclusive, TableLock.Share, TableLock.ShareRowExclusive, TableLock.Exclusive, TableLock.AccessExclusive],
        [TableLock.Exclusive] =
            [TableLock.RowShare, TableLock.RowExclusive, TableLock.ShareUpdateExclusive, TableLock.Share, TableLock.ShareRowExclusive, TableLock.Exclusive, TableLock.AccessExclusive],
        [TableLock.AccessExclusive] =
            [TableLock.AccessShare, TableLock.RowShare, TableLock.RowExclusive, TableLock.ShareUpdateExclusive, TableLock.Share, TableLock.ShareRowExclusive, TableLock.Exclusive, TableLock.AccessExclusive],
    };

    /// <summary>
    /// The question, as one statement. Of the sessions by the function under <c>pg_stat_activity</c>: to plan the view, with its joins, would cost as
    /// much again as everything else.
    /// </summary>
    /// <param name="locks">What the step takes.</param>
    /// <param name="minimumAge">Younger transactions are left out, and those whose age may not be seen; zero for none.</param>
    private static string Query(IEnumerable<StepLock> locks, TimeSpan minimumAge) =>
        $$"""
        WITH asked (relation, modes, reaches) AS (VALUES {{string.Join(", ", locks.Select(Asked))}}),
        wish AS (
            SELECT relation, modes FROM asked WHERE relation IS NOT NULL
            UNION SELECT confrelid, modes FROM asked JOIN pg_constraint ON conrelid = relation AND contype = 'f' WHERE reaches)
        SELECT DISTINCT ON (held.pid, held.virtualtransaction) held.pid, pg_get_userbyid(session.usesysid)::text, coalesce(session.application_name, ''), session.state,
            clock_timestamp() - session.xact_start,
            session.query,
            held.mode || ' on ' || held.relation::regclass::text,
            coalesce(session.backend_type = 'autovacuum worker' AND session.query NOT LIKE '%(to prevent wraparound)%', false)
        FROM wish JOIN pg_locks held ON held.relation = wish.relation AND held.mode = ANY (wish.modes)
        LEFT JOIN LATERAL pg_stat_get_activity(held.pid) session ON held.pid IS NOT NULL
        WHERE held.granted AND held.locktype = 'relation' AND held.pid IS DISTINCT FROM pg_backend_pid()
            AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database()){{Older(minimumAge)}}
        ORDER BY held.pid, held.virtualtransaction, session.xact_start
        """;

    /// <summary>
    /// Whether any other session holds any lock on what a step is going to take: a row, or none. A quarter of what <see cref="Query"/> costs the
    /// server, and most steps need no more. It may find somebody who is in nobody's way; it misses nobody.
    /// </summary>
    /// <param name="locks">What the step takes, at least one.</param>
    public static string AnyQuery(IReadOnlyList<StepLock> locks)
    {
        var relations = $"ARRAY[{string.Join(", ", locks.Select(Relation).Distinct())}]";
        var referenced = locks.Where(wanted => wanted.ReachesReferenced).Select(Relation).Distinct().ToList() is { Count: > 0 } from
            ? $" || ARRAY(SELECT confrelid FROM pg_constraint WHERE conrelid = ANY (ARRAY[{string.Join(", ", from)}]) AND contype = 'f')"
            : "";
        return $"SELECT 1 FROM pg_locks WHERE granted AND locktype = 'relation' AND pid IS DISTINCT FROM pg_backend_pid() AND relation = ANY ({relations}{referenced}) LIMIT 1";
    }

    /// <summary>Who is in the way right now, as <see cref="Query"/> asks it.</summary>
    public static async Task<IReadOnlyList<LockBlocker>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<StepLock> locks, TimeSpan minimumAge, CancellationToken cancellationToken)
    {
        if (locks.Count == 0) return [];

        await using var command = new NpgsqlCommand(Query(locks, minimumAge), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var blockers = new List<LockBlocker>();
        while (await reader.ReadAsync(cancellationToken)) blockers.Add(Read(reader));
        return blockers;
    }

    /// <summary>A blocker from the columns of <see cref="Query"/>.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">Where its process is; the others follow.</param>
    public static LockBlocker Read(NpgsqlDataReader row, int first = 0) => new(
        row.IsDBNull(first) ? null : row.GetInt32(first),
        row.IsDBNull(first + 1) ? null : row.GetString(first + 1),
        row.GetString(first + 2),
        row.IsDBNull(first + 3) ? null : row.GetString(first + 3),
        row.IsDBNull(first + 4) ? null : row.GetTimeSpan(first + 4),
        row.IsDBNull(first + 5) ? null : StatementText.Excerpt(row.GetString(first + 5)),
        row.IsDBNull(first + 6) ? null : row.GetString(first + 6),
        row.GetBoolean(first + 7));

    private static string Asked(StepLock wanted)
    {
        var modes = string.Join(',', Conflicts[wanted.Lock].Select(mode => mode.CatalogName));
        return $"({Relation(wanted)}, '{{{modes}}}'::text[], {(wanted.ReachesReferenced ? "true" : "false")})";
    }

    private static string Relation(StepLock wanted)
    {
        var named = $"to_regclass({PsqlText.Literal(wanted.Relation)})::oid";
        return wanted.IsTableOfIndex ? $"(SELECT indrelid FROM pg_index WHERE indexrelid = {named})" : named;
    }

    /// <summary>A prepared transaction has no session to ask: it is never young.</summary>
    private static string Older(TimeSpan minimumAge) => minimumAge == TimeSpan.Zero
        ? ""
        : FormattableString.Invariant($"\n    AND (held.pid IS NULL OR clock_timestamp() - session.xact_start > interval '{(long)minimumAge.TotalMilliseconds} ms')");
}
