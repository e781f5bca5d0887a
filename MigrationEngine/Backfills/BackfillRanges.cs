using System.Text.Json;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Divides a table by its key into ranges of about the same size, from a sample: the unit in which workers share it.</summary>
internal static class BackfillRanges
{
    /// <summary>A smaller table is one range.</summary>
    private const long RowsARange = 50_000;

    private const long MostRanges = 64;

    private const double SampleRows = 20_000;

    private const double SamplePages = 200;

    /// <summary>
    /// The rows of the table as the planner estimates them, from the size on the disk; where nobody has analyzed it, as after the restore of a dump, by
    /// counting those of some pages: the planner takes columns for as wide as their type allows, and is wrong by twenty times.
    /// </summary>
    public static async Task<long> EstimateAsync(NpgsqlConnection connection, Backfill backfill, CancellationToken cancellationToken) =>
        await ReadUnanalyzedPagesAsync(connection, backfill, cancellationToken) is { } pages
            ? await EstimateFromSampleAsync(connection, backfill, pages, cancellationToken)
            : await EstimateFromPlanAsync(connection, backfill, cancellationToken);

    /// <summary>The pages of a table which nobody has analyzed, or part of which; null for others.</summary>
    private static async Task<long?> ReadUnanalyzedPagesAsync(NpgsqlConnection connection, Backfill backfill, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT sum(pg_relation_size(oid) / current_setting('block_size')::int)::bigint FROM pg_class
            WHERE relkind = 'r' AND (oid = $1::regclass OR oid IN (SELECT relid FROM pg_partition_tree($1::regclass)))
            HAVING bool_or(reltuples < 0 AND pg_relation_size(oid) > 0)
            """,
            connection)
        { Parameters = { new() { Value = Sql.Qualified(backfill.Schema, backfill.Table) } } };
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<long> EstimateFromSampleAsync(NpgsqlConnection connection, Backfill backfill, long pages, CancellationToken cancellationToken)
    {
        var percent = Math.Min(100, 100 * SamplePages / pages);
        await using var command = new NpgsqlCommand(
            FormattableString.Invariant($"SELECT count(*) FROM {Sql.Qualified(backfill.Schema, backfill.Table)} TABLESAMPLE SYSTEM ({percent:0.######})"), connection);
        return (long)((long)(await command.ExecuteScalarAsync(cancellationToken))! * 100 / percent);
    }

    private static async Task<long> EstimateFromPlanAsync(NpgsqlConnection connection, Backfill backfill, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"EXPLAIN (FORMAT JSON) SELECT FROM {Sql.Qualified(backfill.Schema, backfill.Table)}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        using var plan = JsonDocument.Parse(reader.GetString(0));
        return (long)plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    /// <summary>The keys at which one range ends and the next begins, ascending; none for a table that is not worth dividing.</summary>
    public static async Task<IReadOnlyList<string[]>> BoundsAsync(NpgsqlConnection connection, BackfillSql sql, long rows, CancellationToken cancellationToken)
    {
        var ranges = Math.Min(MostRanges, rows / RowsARange);
        if (ranges < 2) return [];

        await using var command = new NpgsqlCommand(
            FormattableString.Invariant(
                $"""
                SELECT {sql.KeyOfAsText("sample")} FROM (
                    SELECT {sql.Key}, row_number() OVER (ORDER BY {sql.Key}) AS "row number", count(*) OVER () AS "row count"
                    FROM {sql.From} TABLESAMPLE SYSTEM ({Math.Min(100, 100 * SampleRows / rows):0.####})) AS sample
                WHERE "row number" % greatest(1, "row count" / {ranges}) = 0 ORDER BY {sql.KeyOf("sample")} LIMIT {ranges - 1}
                """),
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var bounds = new List<string[]>();
        while (await reader.ReadAsync(cancellationToken)) bounds.Add([.. Enumerable.Range(0, sql.Width).Select(reader.GetString)]);
        return bounds;
    }
}
