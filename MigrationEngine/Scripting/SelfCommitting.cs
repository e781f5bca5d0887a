using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The statements that PostgreSQL refuses inside of a transaction block, and that cannot share a message with another one therefore, as
/// its documentation lists them; and those that end transactions themselves. Any other statement shares its commit with what is sent along.
/// </summary>
internal static partial class SelfCommitting
{
    public static bool Is(string sql) => SqlScan.Of(sql).Statements().Any(IsOne);

    private static bool IsOne(string statement)
    {
        var code = SqlScan.Of(statement).Code;
        return Pattern().IsMatch(code) || (Block().IsMatch(code) && EndsTransactions().IsMatch(statement));
    }

    [GeneratedRegex(
        """
        ^\s*(
            (CREATE\s+(UNIQUE\s+)?INDEX|DROP\s+INDEX)\s+CONCURRENTLY\b
            | REINDEX\b | VACUUM\b | CLUSTER\b | CALL\b
            | ALTER\s+TABLE\b.*\bDETACH\s+PARTITION\b.*\b(CONCURRENTLY|FINALIZE)\b
            | (CREATE|ALTER|DROP)\s+(DATABASE|TABLESPACE|SUBSCRIPTION)\b
            | ALTER\s+SYSTEM\b | DISCARD\s+ALL\b
            | (BEGIN|START|COMMIT|END|ROLLBACK|ABORT|PREPARE\s+TRANSACTION)\b)
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^\s*DO\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Block();

    [GeneratedRegex(@"\b(COMMIT|ROLLBACK|CALL)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex EndsTransactions();
}
