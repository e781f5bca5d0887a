using static TradingPlatform.MigrationEngine.TableLock;

namespace TradingPlatform.MigrationEngine;

/// <summary>Queries and changes of rows. The tables are found; a function that is not PostgreSQL's own can touch any other.</summary>
internal sealed class QueryReader(SqlCursor sql, StatementDraft draft)
{
    private static readonly HashSet<string> Harmless =
    [
        "COUNT", "SUM", "MIN", "MAX", "AVG", "BOOL_AND", "BOOL_OR", "EVERY", "STRING_AGG", "ARRAY_AGG", "JSON_AGG", "JSONB_AGG", "JSONB_OBJECT_AGG", "JSON_OBJECT_AGG",
        "ROW_NUMBER", "RANK", "DENSE_RANK", "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE", "OVER", "PARTITION", "FILTER", "EXISTS", "VALUES", "SELECT", "AS",
        "FROM", "JOIN", "ON", "WHERE", "UNION", "INTERSECT", "EXCEPT", "SET_CONFIG", "GENERATE_SERIES", "UNNEST", "TO_REGCLASS", "TO_REGTYPE", "TO_REGPROC", "PG_GET_CONSTRAINTDEF",
        "PG_GET_SERIAL_SEQUENCE", "PG_ADVISORY_XACT_LOCK", "PG_TRY_ADVISORY_XACT_LOCK", "PG_ADVISORY_LOCK", "PG_ADVISORY_UNLOCK", "PG_TABLE_IS_VISIBLE",
        "PG_NOTIFY", "PG_SLEEP", "VERSION", "OBJ_DESCRIPTION", "COL_DESCRIPTION", "PG_TYPEOF", "STRPOS", "POSITION", "OVERLAY", "SPLIT_PART", "INITCAP", "STARTS_WITH",
        "REGEXP_REPLACE", "REGEXP_MATCH", "REGEXP_MATCHES", "REGEXP_SPLIT_TO_ARRAY", "STRING_TO_ARRAY", "ARRAY_TO_STRING", "ARRAY_LENGTH", "ARRAY_APPEND", "CARDINALITY",
        "JSONB_SET", "JSONB_ARRAY_ELEMENTS", "JSONB_EACH", "JSONB_STRIP_NULLS", "JSONB_TYPEOF", "JSON_ARRAY_ELEMENTS", "OCTET_LENGTH", "CHAR_LENGTH", "QUOTE_IDENT", "QUOTE_LITERAL", "SIGN", "TRUNC", "DIV",
        "EXP", "LN", "LOG", "BIT_LENGTH", "TRANSLATE", "REVERSE", "ISFINITE", "JUSTIFY_INTERVAL", "LOWER_INC", "UPPER_INC", "GROUPING", "SETS", "ROLLUP", "CUBE", "DISTINCT", "BY", "LATERAL",
        "PERCENTILE_CONT", "PERCENTILE_DISC", "WITHIN", "GROUP", "CONFLICT", "DO", "RETURNING", "LIMIT", "OFFSET", "MATERIALIZED", "SIMILAR", "SOME", "INTO", "PG_RELATION_SIZE", "SET", "CONVERT_TO", "CONVERT_FROM",
    ];

    /// <summary>Reads one statement.</summary>
    /// <param name="intoVariables">Whether it stands in a block of PL/pgSQL, where INTO fills variables and makes no table.</param>
    public void Read(bool intoVariables = false)
    {
        if (sql.Accept("WITH"))
        {
            sql.Accept("RECURSIVE");
            ReadWith();
        }

        draft.Command = sql.Current?.Value ?? "";
        if (sql.Accept("INSERT", "INTO")) Rows(ChangeKind.InsertRows);
        else if (sql.Accept("UPDATE")) Rows(ChangeKind.UpdateRows);
        else if (sql.Accept("DELETE", "FROM")) Rows(ChangeKind.DeleteRows);
        else if (sql.Accept("MERGE", "INTO"))
        {
            draft.Changes.Add(Changes.Rows(ChangeKind.UpdateRows, sql.Relation(), hasFilter: true));
            ReadTables(sql, draft, runs: true);
        }
        else if (sql.Accept("COPY")) Copy();
        else if (sql.SeesAny("SELECT", "VALUES", "(")) Select(intoVariables);
        else if (sql.Accept("TABLE")) draft.Changes.Add(Changes.Other(sql.Relation(), AccessShare, scans: true));
        else throw sql.Unreadable();
    }

    /// <summary>The tables that the rest of the statement reads.</summary>
    public static void ReadTables(SqlCursor sql, StatementDraft draft, bool runs)
    {
        var query = sql.SkipTo();
        var reading = TablesOf(query).Distinct()
            .Where(table => table.Schema is not null || !draft.WithNames.Contains(table.Name))
            .Where(table => !draft.Changes.Any(change => change.Table == table && change.Kind != ChangeKind.Other));
        draft.Changes.AddRange(reading.Select(table => Changes.Other(table, AccessShare, scans: runs ? null : false)));
        if (runs) SettingReader.ReadCalls(query, draft);
        if (runs && UnknownCall(query) is { } call) draft.Unknown ??= $"it calls {call}, which can do anything";
    }

    private void Select(bool intoVariables)
    {
        draft.Command = "SELECT";
        var start = sql.Position;
        ReadTables(sql, draft, runs: true);
        var words = sql.Tokens.Items.Skip(start).ToList();
        if (LocksRows(words))
            for (var i = 0; i < draft.Changes.Count; i++)
                draft.Changes[i] = draft.Changes[i] with { Effects = [.. draft.Changes[i].Effects.Select(effect => effect with { Lock = RowShare })] };
        if (!intoVariables && words.Any(word => word.Is("INTO")) && draft.Unknown is null) draft.Unknown = "SELECT INTO is not looked into: CREATE TABLE AS says the same";
    }

    private static bool LocksRows(List<SqlToken> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i].Is("FOR") && (words[i + 1].Is("UPDATE") || words[i + 1].Is("SHARE") || words[i + 1].Is("NO") || words[i + 1].Is("KEY"))) return true;
        }

        return false;
    }

    private void Rows(ChangeKind kind)
    {
        var table = sql.Relation();
        var rest = sql.Tokens.Slice(sql.Position, sql.Tokens.Items.Count);
        draft.Changes.Add(Changes.Rows(kind, table, HasOuter(rest, "WHERE")));
        // UPDATE … FROM and DELETE … USING read others; the list of an INSERT's columns is no call.
        if (kind == ChangeKind.InsertRows && sql.Accept("AS")) sql.Name();
        if (kind == ChangeKind.InsertRows && sql.Sees("(")) sql.Parenthesised();
        ReadTables(sql, draft, runs: true);
    }

    private void Copy()
    {
        if (sql.Sees("("))
        {
            new QueryReader(new SqlCursor(sql.Parenthesised()), draft).Read();
            draft.Command = "COPY";
        }
        else
        {
            var table = sql.TableName();
            if (sql.Sees("(")) sql.Parenthesised();
            draft.Changes.Add(sql.Sees("FROM") ? Changes.Rows(ChangeKind.InsertRows, table, hasFilter: false) : Changes.Other(table, AccessShare, scans: true));
        }

        sql.SkipTo();
    }

    private void ReadWith()
    {
        do
        {
            draft.WithNames.Add(sql.Name());
            if (sql.Sees("(")) sql.Parenthesised();
            sql.Expect("AS");
            sql.Accept("NOT");
            sql.Accept("MATERIALIZED");
            new QueryReader(new SqlCursor(sql.Parenthesised()), draft).Read();
        }
        while (sql.Accept(","));
    }

    private static bool HasOuter(SqlTokens tokens, string word)
    {
        var cursor = new SqlCursor(tokens);
        cursor.SkipTo(word);
        return !cursor.AtEnd;
    }

    private static string? UnknownCall(SqlTokens query)
    {
        foreach (var (call, name) in DefaultExpression.Calls(query))
            if (call is null || !(Harmless.Contains(call) || DefaultExpression.OnlyComputes(call))) return $"{name}()";
        return null;
    }

    private static IEnumerable<TableName> TablesOf(SqlTokens query)
    {
        var items = query.Items;
        for (var i = 0; i < items.Count; i++)
        {
            if (!(items[i].Is("FROM") || items[i].Is("JOIN") || items[i].Is("USING")) || IsNoSource(items, i)) continue;

            foreach (var table in Sources(query.Slice(i + 1, items.Count))) yield return table;
        }
    }

    /// <summary>IS DISTINCT FROM, and EXTRACT (… FROM …) and its like.</summary>
    private static bool IsNoSource(IReadOnlyList<SqlToken> items, int from)
    {
        if (from > 0 && items[from - 1].Is("DISTINCT")) return true;

        var depth = 0;
        for (var i = from - 1; i >= 0; i--)
        {
            depth += items[i].Is(")") ? 1 : items[i].Is("(") ? -1 : 0;
            if (depth < 0) return i > 0 && items[i - 1].Value is "EXTRACT" or "SUBSTRING" or "TRIM" or "OVERLAY" or "POSITION";
        }

        return false;
    }

    private static IEnumerable<TableName> Sources(SqlTokens rest)
    {
        var cursor = new SqlCursor(rest);
        do
        {
            cursor.Accept("LATERAL");
            cursor.Accept("ONLY");
            // A query in parentheses has a FROM of its own, and JOIN … USING (a) names columns.
            if (cursor.Sees("(")) cursor.Skip();
            else if (cursor.Current is not { Kind: SqlTokenKind.Word or SqlTokenKind.QuotedName }) yield break;
            else if (cursor.TableName() is var table && !cursor.Sees("(")) yield return table;

            cursor.SkipTo(",", ")", "FROM", "JOIN", "WHERE", "GROUP", "ORDER", "LIMIT", "UNION", "USING", "ON", "SET", "RETURNING", "FOR", ";");
        }
        while (cursor.Accept(","));
    }
}
