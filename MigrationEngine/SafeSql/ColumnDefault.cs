using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>What PostgreSQL makes of a default when a column is added with it.</summary>
public static partial class ColumnDefault
{
    /// <summary>Functions that PostgreSQL calls once for the whole statement (stable or immutable), and keywords and types that a parenthesis may follow.</summary>
    private static readonly HashSet<string> EvaluatedOnce = new(StringComparer.OrdinalIgnoreCase)
    {
        "now", "transaction_timestamp", "statement_timestamp", "current_timestamp", "localtimestamp", "current_time", "localtime", "current_setting",
        "current_database", "current_schema", "timezone", "date_trunc", "date_part", "extract", "age", "make_date", "make_interval", "make_time",
        "make_timestamp", "make_timestamptz", "to_timestamp", "to_date", "to_char", "to_number", "to_json", "to_jsonb", "jsonb_build_object",
        "jsonb_build_array", "lower", "upper", "coalesce", "nullif", "greatest", "least", "concat", "abs", "round", "floor", "ceil", "md5", "decode",
        "encode", "array", "row", "cast", "and", "or", "not", "in", "when", "then", "else", "any", "all", "between", "numeric", "decimal", "varchar",
        "varying", "char", "character", "bit", "time", "timestamp", "timestamptz", "interval", "float",
    };

    /// <summary>
    /// Whether the default may give every row another value, so that adding the column with it rewrites the table. Functions that are not
    /// known to be called once count as such.
    /// </summary>
    /// <param name="sql">The expression.</param>
    public static bool IsVolatile(string sql)
    {
        var code = SqlScan.Of(sql).Code;
        return code.Contains('"', StringComparison.Ordinal) && QuotedCall().IsMatch(code)
            || Call().Matches(code).Any(call => !EvaluatedOnce.Contains(call.Groups["name"].Value) || call.Groups["schema"].Value is not ("" or "pg_catalog."));
    }

    [GeneratedRegex(@"(?<schema>(\w+\s*\.)?)\s*\b(?<name>\w+)\s*\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Call();

    [GeneratedRegex("""
        "\s*\(
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex QuotedCall();
}
