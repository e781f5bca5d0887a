using System.Text.RegularExpressions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Maintenance that may run twice: VACUUM, CLUSTER, ALTER SYSTEM, REINDEX. A REINDEX CONCURRENTLY that was cut off leaves INVALID indexes
/// with a suffix of their own, which are dropped before it runs again.
/// </summary>
internal sealed partial record RepeatableStatement(bool IsConcurrent, string Scope, string Name) : LooseStatement
{
    public override bool WaitsHarmlessly => IsConcurrent;

    public static new RepeatableStatement? In(string sql)
    {
        if (Reindex().Match(sql) is { Success: true } reindex)
        {
            return new RepeatableStatement(
                reindex.Value.Contains("CONCURRENTLY", StringComparison.OrdinalIgnoreCase),
                reindex.Groups["scope"].Value.ToUpperInvariant(),
                reindex.Groups["name"].Value);
        }

        return Maintenance().IsMatch(sql) ? new RepeatableStatement(IsConcurrent: false, "", "") : null;
    }

    public override async Task<bool?> HasTakenEffectAsync(
        NpgsqlConnection connection, bool wasBegun, Action<string> repaired, CancellationToken cancellationToken)
    {
        if (!IsConcurrent || !wasBegun) return false;

        // PostgreSQL numbers the suffix where the plain one is taken. Only the relations that this statement rebuilds are looked at.
        var leftovers = await AskAsync(
            connection,
            """
            SELECT string_agg(format('%I.%I', n.nspname, c.relname), ',')
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND CASE $1
                WHEN 'INDEX' THEN i.indrelid = (SELECT indrelid FROM pg_index WHERE indexrelid = to_regclass($2))
                WHEN 'TABLE' THEN i.indrelid IN (to_regclass($2), (SELECT reltoastrelid FROM pg_class WHERE oid = to_regclass($2)))
                WHEN 'SCHEMA' THEN n.nspname = (parse_ident($2))[1]
                ELSE true END
            """,
            cancellationToken,
            Scope,
            Name) as string;
        foreach (var index in leftovers?.Split(',') ?? [])
        {
            repaired($"the INVALID index {index} of an earlier REINDEX is dropped");
            await ExecuteAsync(connection, $"DROP INDEX CONCURRENTLY IF EXISTS {index}", cancellationToken);
        }

        return false;
    }

    public override async Task<bool> CleanUpAsync(NpgsqlConnection connection, Action<string> repaired, CancellationToken cancellationToken)
    {
        await HasTakenEffectAsync(connection, wasBegun: true, repaired, cancellationToken);
        return false;
    }

    [GeneratedRegex(
        """^REINDEX\s+(\([^)]*\)\s*)?(?<scope>INDEX|TABLE|SCHEMA|DATABASE|SYSTEM)\b\s*(CONCURRENTLY\b\s*)?(?<name>(("(""|[^"])+"|\w+)\.)?("(""|[^"])+"|\w+))?""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Reindex();

    [GeneratedRegex("""^(VACUUM|CLUSTER|ALTER\s+SYSTEM)\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Maintenance();
}
