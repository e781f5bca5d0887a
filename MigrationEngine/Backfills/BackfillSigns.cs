using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// What others see of a run: shared advisory locks of its sessions, which keep nobody out and are gone when the session is, however it ends.
/// </summary>
internal static class BackfillSigns
{
    /// <summary>The first half of the key under which a worker is seen: "TPBf" in ASCII.</summary>
    private const int Working = 0x54504266;

    /// <summary>The same for a run that gives way, for the first of <see cref="BackfillCause.All"/>: "TPB\0" in ASCII, the others follow.</summary>
    private const int GivingWay = 0x54504200;

    /// <summary>
    /// Of the backfill <c>name</c> the names of the sessions that work on it, joined by line breaks, and the places of the causes for which
    /// a run gives way, joined by commas; each null for none.
    /// </summary>
    public static readonly string ReadSql = FormattableString.Invariant(
        $"""
        SELECT string_agg(format('pid %s %s', session.pid, session.application_name), E'\n') FILTER (WHERE lock.classid = {Working}) AS workers,
            string_agg(DISTINCT (lock.classid::bigint - {GivingWay})::text, ',') FILTER (WHERE lock.classid <> {Working}) AS causes
        FROM pg_locks AS lock JOIN pg_stat_activity AS session USING (pid)
        WHERE lock.locktype = 'advisory' AND lock.objsubid = 2 AND lock.granted
            AND (lock.classid = {Working} OR lock.classid::bigint BETWEEN {GivingWay} AND {GivingWay + BackfillCause.All.Count - 1})
            AND lock.objid::bigint = hashtext(name)::bigint & 4294967295
            AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """);

    /// <summary>Shows, to the end of the session, that it works on a backfill.</summary>
    public static string WorksSql(string name) => FormattableString.Invariant($"SELECT pg_advisory_lock_shared({Working}, hashtext({PsqlText.Literal(name)}))");

    /// <summary>Shows that a run gives way for another cause than before, or for none; to the end of the session, or the next change.</summary>
    public static async Task ShowAsync(NpgsqlConnection connection, string name, BackfillCause? before, BackfillCause? now, CancellationToken cancellationToken)
    {
        // Nobody locks it exclusively; and if somebody did, a sign is not worth waiting for.
        string[] calls = [.. Call("pg_advisory_unlock_shared", before), .. Call("pg_try_advisory_lock_shared", now)];
        await using var command = new NpgsqlCommand($"SELECT {string.Join(", ", calls)}", connection) { Parameters = { new() { Value = name } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The words for what <see cref="ReadSql"/> has read.</summary>
    public static string? WordsOf(string? causes) => causes is null ? null : string.Join("; ", causes.Split(',')
        .Select(place => BackfillCause.All[int.Parse(place, System.Globalization.CultureInfo.InvariantCulture)].Words).Distinct());

    private static IEnumerable<string> Call(string function, BackfillCause? cause) => cause is null ? []
        : [FormattableString.Invariant($"{function}({GivingWay + BackfillCause.All.Index().First(known => known.Item == cause).Index}, hashtext($1))")];
}
