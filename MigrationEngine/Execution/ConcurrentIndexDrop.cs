using System.Text.RegularExpressions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>DROP INDEX CONCURRENTLY. Cut off half-way it leaves an INVALID index, which the same statement drops; cut off after its end, none.</summary>
internal sealed partial record ConcurrentIndexDrop(string Name) : LooseStatement
{
    public override bool WaitsHarmlessly => true;

    public static new ConcurrentIndexDrop? In(string sql) =>
        Pattern().Match(sql) is { Success: true } match ? new ConcurrentIndexDrop(match.Groups["index"].Value) : null;

    /// <summary>The same drop for who need not spare anybody, in or out of a transaction; null for another statement.</summary>
    public static string? WithoutConcurrently(string sql) =>
        Pattern().Match(sql) is { Success: true } match ? sql.Remove(match.Groups["concurrently"].Index, match.Groups["concurrently"].Length) : null;

    public override async Task<bool?> HasTakenEffectAsync(
        NpgsqlConnection connection, bool wasBegun, Action<string> repaired, CancellationToken cancellationToken) =>
        wasBegun && await AskAsync(connection, "SELECT to_regclass($1) IS NULL", cancellationToken, Name) is true;

    public override async Task<IReadOnlyList<SubstituteStatement>?> SubstituteAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        // PostgreSQL drops the index of a partitioned table, and its parts with it, only at once.
        await AskAsync(connection, "SELECT relkind = 'I' FROM pg_class WHERE oid = to_regclass($1)", cancellationToken, Name) is true
            ? [new SubstituteStatement($"DROP INDEX {Name}", WaitsHarmlessly: false)]
            : null;

    [GeneratedRegex(
        """^DROP\s+INDEX\s+(?<concurrently>CONCURRENTLY\s+)(IF\s+EXISTS\s+)?(?<index>(("(""|[^"])+"|\w+)\.)?("(""|[^"])+"|\w+))""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
