using System.Text.RegularExpressions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The author's statement, with the relation <c>batch</c> before it.</summary>
internal sealed partial class SqlWork(SqlBackfill backfill, BackfillSql sql) : BackfillWork(backfill, sql)
{
    public override async Task<long> RunAsync(
        NpgsqlConnection connection, BackfillSpan span, bool hasSetAside, bool isChecked, CancellationToken cancellationToken)
    {
        var locked = isChecked ? await LockAsync(connection, span, hasSetAside, cancellationToken) : [];
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = WithBatch(Statements.Locked(Statements.AllColumns, span, hasSetAside, command.Parameters));
        var changed = await command.ExecuteNonQueryAsync(cancellationToken);
        if (locked.Count > 0) await RefuseLeftAsync(connection, span, hasSetAside, locked, cancellationToken);
        return Math.Max(0, changed);
    }

    /// <summary>A statement with common table expressions of its own gets one more.</summary>
    private string WithBatch(string batch)
    {
        var statement = backfill.Statement.Trim().TrimEnd(';');
        var own = With().Match(statement);
        var recursive = own.Groups["recursive"].Success ? "RECURSIVE " : "";
        return $"WITH {recursive}batch AS MATERIALIZED ({batch}){(own.Success ? $", {statement[own.Length..]}" : $"\n{statement}")}";
    }

    [GeneratedRegex(@"\Awith\s+(?<recursive>recursive\s+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex With();
}
