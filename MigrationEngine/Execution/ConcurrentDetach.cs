using System.Text.RegularExpressions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// ALTER TABLE … DETACH PARTITION … CONCURRENTLY, which works in two transactions. Cut off between them the partition is "detach pending",
/// and PostgreSQL wants DETACH … FINALIZE instead of the same statement again.
/// </summary>
internal sealed partial record ConcurrentDetach(string Parent, string Partition) : LooseStatement
{
    public override bool WaitsHarmlessly => true;

    public static new ConcurrentDetach? In(string sql) =>
        Pattern().Match(sql) is { Success: true } match
            ? new ConcurrentDetach(match.Groups["parent"].Value, match.Groups["partition"].Value)
            : null;

    public override async Task<bool?> HasTakenEffectAsync(
        NpgsqlConnection connection, bool wasBegun, Action<string> repaired, CancellationToken cancellationToken)
    {
        var pending = await IsPendingAsync(connection, cancellationToken);
        if (pending is not true) return pending is null && wasBegun;

        repaired($"the pending detachment of partition {Partition} is finalized");
        await ExecuteAsync(connection, $"ALTER TABLE {Parent} DETACH PARTITION {Partition} FINALIZE", cancellationToken);
        return true;
    }

    public override async Task<bool> CleanUpAsync(NpgsqlConnection connection, Action<string> repaired, CancellationToken cancellationToken) =>
        await IsPendingAsync(connection, cancellationToken) is true;

    /// <summary>Null where it is no partition of this parent.</summary>
    private async Task<bool?> IsPendingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => await AskAsync(
        connection,
        "SELECT inhdetachpending FROM pg_inherits WHERE inhparent = to_regclass($1) AND inhrelid = to_regclass($2)",
        cancellationToken,
        Parent,
        Partition) as bool?;

    [GeneratedRegex(
        """^ALTER\s+TABLE\s+(IF\s+EXISTS\s+)?(ONLY\s+)?(?<parent>(("(""|[^"])+"|\w+)\.)?("(""|[^"])+"|\w+))\s+DETACH\s+PARTITION\s+(?<partition>(("(""|[^"])+"|\w+)\.)?("(""|[^"])+"|\w+))\s+CONCURRENTLY\b""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
