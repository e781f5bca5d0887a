using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Finds what is in the catalog as it should be and does not work as it should.</summary>
internal static class CatalogHealth
{
    private const string OwnSchemas = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    /// <summary>An index that is being built right now is invalid too, and no finding.</summary>
    public static Task<IEnumerable<CheckFinding>> FindInvalidIndexesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => QueryAsync(
        connection,
        $"""
        SELECT format('%I.%I', n.nspname, c.relname), format('%I.%I', n.nspname, t.relname), c.relkind = 'I'
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {OwnSchemas} AND NOT i.indisvalid
            AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid OR (p.relid = i.indrelid AND p.index_relid = 0))
        ORDER BY 1
        """,
        row => new CheckFinding(
            CheckPart.Indexes,
            row.GetString(0),
            $"Index {row.GetString(0)} of {row.GetString(1)} is not valid: no query uses it, every write maintains it.",
            row.GetBoolean(2)
                ? "Build the index of each partition and attach it with ALTER INDEX ... ATTACH PARTITION."
                : $"REINDEX INDEX CONCURRENTLY {row.GetString(0)}, or DROP INDEX CONCURRENTLY {row.GetString(0)} and run the migration again."),
        cancellationToken);

    public static Task<IEnumerable<CheckFinding>> FindUnvalidatedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => QueryAsync(
        connection,
        $"""
        SELECT format('%I.%I', n.nspname, c.relname), quote_ident(k.conname)
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {OwnSchemas} AND NOT k.convalidated AND k.conparentid = 0
        ORDER BY 1, 2
        """,
        row => new CheckFinding(
            CheckPart.Constraints,
            $"{row.GetString(0)}.{row.GetString(1)}",
            $"Constraint {row.GetString(1)} of {row.GetString(0)} is NOT VALID: old rows may break it.",
            $"ALTER TABLE {row.GetString(0)} VALIDATE CONSTRAINT {row.GetString(1)}, which reads and writes go on beside."),
        cancellationToken);

    /// <summary>The end is the sequence's, or that of the column which it fills: a bigint sequence overflows an integer column first.</summary>
    public static Task<IEnumerable<CheckFinding>> FindExhaustedAsync(NpgsqlConnection connection, double threshold, CancellationToken cancellationToken) => QueryAsync(
        connection,
        $"""
        WITH filled AS (
            SELECT d.objid, format('%s.%I.%I', t.relnamespace::regnamespace, t.relname, a.attname) AS name, CASE a.atttypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 END::int8 AS top
            FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_class t ON t.oid = a.attrelid
            WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')),
        used AS (
            SELECT format('%I.%I', n.nspname, c.relname) AS name, f.name AS filled, s.last_value,
                CASE WHEN s.increment_by > 0 THEN least(s.max_value, f.top) ELSE s.min_value END AS bound,
                CASE WHEN s.increment_by > 0 THEN s.min_value ELSE s.max_value END AS origin
            FROM pg_sequences s JOIN pg_namespace n ON n.nspname = s.schemaname
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.sequencename AND c.relkind = 'S'
            LEFT JOIN filled f ON f.objid = c.oid
            WHERE {OwnSchemas} AND NOT s.cycle AND s.last_value IS NOT NULL)
        SELECT name, filled, last_value, bound, (last_value::numeric - origin) / nullif(bound::numeric - origin, 0)
        FROM used WHERE (last_value::numeric - origin) / nullif(bound::numeric - origin, 0) >= $1
        ORDER BY 1
        """,
        row =>
        {
            var (name, column) = (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1));
            return new CheckFinding(
                CheckPart.Sequences,
                column ?? name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Sequence {name}{(column is null ? "" : $" of {column}")} is at {row.GetInt64(2)} of {row.GetInt64(3)}: {row.GetDecimal(4):P1} are used."),
                column is null ? $"Give it more room: ALTER SEQUENCE {name} AS bigint MAXVALUE ...." : $"Widen {column} to bigint with a migration before the numbers run out.");
        },
        cancellationToken,
        new NpgsqlParameter { Value = (decimal)threshold });

    private static async Task<IEnumerable<CheckFinding>> QueryAsync(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, CheckFinding> read, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var findings = new List<CheckFinding>();
        while (await reader.ReadAsync(cancellationToken)) findings.Add(read(reader));
        return findings;
    }
}
