using System.Text.RegularExpressions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The index of a CREATE INDEX CONCURRENTLY. A build that fails leaves an INVALID index of that name, which would fail the next attempt;
/// a build that was cut off after its end leaves a valid one, which means that the step is done.
/// </summary>
internal sealed partial record ConcurrentIndex(string Name, string Schema, string Table)
{
    /// <summary>The index that the statement builds; null for any other statement.</summary>
    public static ConcurrentIndex? In(string sql) =>
        Pattern().Match(sql) is { Success: true } match
            ? new ConcurrentIndex(match.Groups["index"].Value, match.Groups["schema"].Value, match.Groups["table"].Value)
            : null;

    /// <summary>Whether a valid index of this name exists (true), an invalid one (false), or none (null).</summary>
    public async Task<bool?> IsValidAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // An index lives in its table's schema.
        await using var command = new NpgsqlCommand(
            """
            SELECT i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = to_regclass($1) AND c.relname = (parse_ident($2))[1]
            """,
            connection)
        { Parameters = { new() { Value = Schema + Table }, new() { Value = Name } } };
        return await command.ExecuteScalarAsync(cancellationToken) as bool?;
    }

    public async Task DropAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"DROP INDEX CONCURRENTLY IF EXISTS {Schema}{Name}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex(
        """^\s*CREATE\s+(UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(IF\s+NOT\s+EXISTS\s+)?(?<index>"(""|[^"])+"|\w+)\s+ON\s+(ONLY\s+)?(?<schema>("(""|[^"])+"|\w+)\.)?(?<table>"(""|[^"])+"|\w+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
