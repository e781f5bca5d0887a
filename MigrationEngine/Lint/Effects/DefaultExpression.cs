namespace TradingPlatform.MigrationEngine;

/// <summary>Whether a default is computed once for all rows that exist, or anew for each, which rewrites the table.</summary>
internal static class DefaultExpression
{
    private static readonly HashSet<string> Volatile =
    [
        "GEN_RANDOM_UUID", "RANDOM", "CLOCK_TIMESTAMP", "TIMEOFDAY", "NEXTVAL", "UUID_GENERATE_V1", "UUID_GENERATE_V1MC", "UUID_GENERATE_V4",
        "UUIDV4", "UUIDV7", "GEN_RANDOM_BYTES", "SETSEED", "LASTVAL", "CURRVAL", "SETVAL", "RANDOM_NORMAL",
    ];

    private static readonly HashSet<string> Stable =
    [
        "NOW", "TRANSACTION_TIMESTAMP", "STATEMENT_TIMESTAMP", "CURRENT_TIMESTAMP", "CURRENT_TIME", "LOCALTIMESTAMP", "LOCALTIME",
        "CURRENT_SETTING", "CURRENT_DATABASE", "CURRENT_SCHEMA", "TIMEZONE", "DATE_TRUNC", "DATE_PART", "EXTRACT", "AGE", "TO_TIMESTAMP", "TO_CHAR", "TO_DATE",
        "MAKE_DATE", "MAKE_INTERVAL", "MAKE_TIMESTAMP", "MAKE_TIMESTAMPTZ", "COALESCE", "NULLIF", "GREATEST", "LEAST", "CAST", "ARRAY", "ROW",
        "LOWER", "UPPER", "CONCAT", "CONCAT_WS", "FORMAT", "MD5", "SHA256", "ENCODE", "DECODE", "LEFT", "RIGHT", "SUBSTRING", "SUBSTR", "REPLACE", "LENGTH",
        "ABS", "ROUND", "CEIL", "FLOOR", "POWER", "SQRT", "MOD", "TRIM", "BTRIM", "LTRIM", "RTRIM", "LPAD", "RPAD", "REPEAT", "CHR", "ASCII",
        "TO_JSON", "TO_JSONB", "JSONB_BUILD_OBJECT", "JSONB_BUILD_ARRAY", "JSON_BUILD_OBJECT", "JSON_BUILD_ARRAY", "JSONB_OBJECT", "JSON_OBJECT",
        "INT4RANGE", "INT8RANGE", "NUMRANGE", "TSRANGE", "TSTZRANGE", "DATERANGE", "TO_TSVECTOR", "HASHTEXT", "PG_CLIENT_ENCODING", "TXID_CURRENT",
        "INET_CLIENT_ADDR", "INET_SERVER_ADDR", "PG_BACKEND_PID",
        // Types with modifiers, and the words before a parenthesis that is none of a call.
        "NUMERIC", "DECIMAL", "VARCHAR", "CHAR", "VARYING", "CHARACTER", "BIT", "TIMESTAMP", "TIMESTAMPTZ", "TIME", "INTERVAL", "AND", "OR", "NOT", "IN",
        "THEN", "ELSE", "WHEN", "CASE", "LIKE", "ILIKE", "IS", "BETWEEN", "ANY", "ALL", "OPERATOR", "USING",
    ];

    /// <summary>Null where it calls a function of which that is not known.</summary>
    public static bool? IsVolatile(string? expression)
    {
        if (expression is null) return false;
        if (SqlTokens.Of(expression) is not { } tokens) return null;

        bool? answer = false;
        foreach (var (call, _) in Calls(tokens))
        {
            if (call is null) answer = null;
            else if (Volatile.Contains(call)) return true;
            else if (!Stable.Contains(call)) answer = null;
        }

        return answer;
    }

    /// <summary>Whether it is one of PostgreSQL's own functions that only compute.</summary>
    public static bool OnlyComputes(string call) => Stable.Contains(call) || Volatile.Contains(call);

    /// <summary>The names before a parenthesis, in upper case; null for one in a schema that is not PostgreSQL's own, or in quotes.</summary>
    public static IEnumerable<(string? Call, string Name)> Calls(SqlTokens tokens)
    {
        var items = tokens.Items;
        for (var i = 0; i + 1 < items.Count; i++)
        {
            // The columns of an alias: (VALUES …) AS v (a), (SELECT …) v (a).
            if (!items[i + 1].Is("(") || (i > 0 && (items[i - 1].Is("AS") || items[i - 1].Is(")")) && items[i].Kind != SqlTokenKind.Symbol && !IsWordOfQuery(items[i]))) continue;

            var isQualified = i > 1 && items[i - 1].Is(".") && !items[i - 2].Is("PG_CATALOG");
            if (items[i].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName)
                yield return (isQualified || items[i].Kind == SqlTokenKind.QuotedName ? null : items[i].Value, items[i].AsName);
        }
    }

    /// <summary>After a parenthesis: AND f (…) is none of an alias.</summary>
    private static bool IsWordOfQuery(SqlToken token) => token.Value is "AND" or "OR" or "WHERE" or "ON" or "FROM" or "USING";
}
