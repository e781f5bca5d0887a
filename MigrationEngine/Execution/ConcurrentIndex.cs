using System.Text.RegularExpressions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// CREATE INDEX CONCURRENTLY. A build that fails leaves an INVALID index of that name, which would fail the next attempt; a build that was
/// cut off after its end leaves a valid one, which means that the step is done.
/// </summary>
/// <param name="Name">The index, as it is written.</param>
/// <param name="Schema">The schema of table and index, as it is written, with its dot; empty for the search path.</param>
/// <param name="Table">The table, as it is written.</param>
/// <param name="Definition">What follows the table: method, columns and options.</param>
/// <param name="IsUnique">Whether it is a unique one.</param>
internal sealed partial record ConcurrentIndex(string Name, string Schema, string Table, string Definition, bool IsUnique) : LooseStatement
{
    public override bool WaitsHarmlessly => true;

    /// <summary>The statement that removes the index, whatever its state.</summary>
    public string DropSql => $"DROP INDEX CONCURRENTLY IF EXISTS {Schema}{Name}";

    public static new ConcurrentIndex? In(string sql) =>
        Pattern().Match(sql) is { Success: true } match
            ? new ConcurrentIndex(
                match.Groups["index"].Value,
                match.Groups["schema"].Value,
                match.Groups["table"].Value,
                sql[match.Length..].TrimEnd().TrimEnd(';'),
                match.Groups["unique"].Success)
            : null;

    /// <summary>The same index for who need not spare anybody, in or out of a transaction; null for another statement.</summary>
    public static string? WithoutConcurrently(string sql) =>
        Pattern().Match(sql) is { Success: true } match ? sql.Remove(match.Groups["concurrently"].Index, match.Groups["concurrently"].Length) : null;

    public override async Task<bool?> HasTakenEffectAsync(
        NpgsqlConnection connection, bool wasBegun, Action<string> repaired, CancellationToken cancellationToken)
    {
        var valid = await IsValidAsync(connection, cancellationToken);

        // The index of a partitioned table is INVALID until every partition has its part: that is not a leftover.
        if (valid is not false || await PartitionedIndex.IsPartitionedAsync(connection, this, cancellationToken)) return valid is true && wasBegun;

        repaired($"the INVALID index {Schema}{Name} is dropped");
        await ExecuteAsync(connection, DropSql, cancellationToken);
        return false;
    }

    public override async Task<bool> CleanUpAsync(NpgsqlConnection connection, Action<string> repaired, CancellationToken cancellationToken)
    {
        await HasTakenEffectAsync(connection, wasBegun: true, repaired, cancellationToken);
        return await PartitionedIndex.IsPartitionedAsync(connection, this, cancellationToken);
    }

    public override async Task<IReadOnlyList<SubstituteStatement>?> SubstituteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (isPartitioned, isLarge) = await PartitionedIndex.KindAsync(connection, this, cancellationToken);
        if (isLarge) await LogCompression.BeginAsync(connection, cancellationToken);
        return isPartitioned ? await PartitionedIndex.StatementsAsync(connection, this, cancellationToken) : null;
    }

    /// <summary>Whether a valid index of this name exists (true), an invalid one (false), or none (null).</summary>
    private async Task<bool?> IsValidAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        // An index lives in its table's schema.
        await AskAsync(
            connection,
            """
            SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = to_regclass($1) AND c.relname = (parse_ident($2))[1]
            """,
            cancellationToken,
            Schema + Table,
            Name) as bool?;

    [GeneratedRegex(
        """^CREATE\s+(?<unique>UNIQUE\s+)?INDEX\s+(?<concurrently>CONCURRENTLY\s+)(IF\s+NOT\s+EXISTS\s+)?(?!ON\s)(?<index>"(""|[^"])+"|\w+)\s+ON\s+(ONLY\s+)?(?<schema>("(""|[^"])+"|\w+)\.)?(?<table>"(""|[^"])+"|\w+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
