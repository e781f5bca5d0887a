namespace TradingPlatform.MigrationEngine;

/// <summary>Which settings that a run relies on a statement changes, by SET, RESET, DISCARD or a call of set_config.</summary>
internal static class SettingReader
{
    /// <summary>The time limits of a step, which it sets when it begins.</summary>
    private static readonly HashSet<string> Limits = ["lock_timeout", "statement_timeout"];

    /// <summary>What stays when a transaction ends, for the journal and for all migrations that follow.</summary>
    private static readonly HashSet<string> OfTheSession = ["role", "session_authorization", "search_path", "session_replication_role"];

    /// <summary>After the word SET.</summary>
    public static void ReadSet(SqlCursor sql, StatementDraft draft)
    {
        var isLocal = sql.Accept("LOCAL");
        if (!sql.Sees("SESSION", "AUTHORIZATION")) sql.Accept("SESSION");
        var setting = sql.Accept("SESSION", "AUTHORIZATION") ? "session_authorization" : sql.Accept("SCHEMA") ? "search_path" : sql.Name();
        Add(setting, isLocal, draft);
        sql.SkipTo();
    }

    /// <summary>After the word RESET or DISCARD. What goes back to its default was changed before, but for the limits, and what is named by ALL.</summary>
    public static void ReadReset(SqlCursor sql, StatementDraft draft)
    {
        var setting = sql.Name();
        if (setting == "all" || Limits.Contains(setting)) draft.Changes.Add(Changes.Free(ChangeKind.ChangeSetting, setting == "all" ? "all settings" : setting));
        sql.SkipTo();
    }

    /// <summary>set_config in a query: what it sets where the name is not a text that stands there, nobody can say.</summary>
    public static void ReadCalls(SqlTokens query, StatementDraft draft)
    {
        for (var i = 0; i + 1 < query.Items.Count; i++)
        {
            if (!query.Items[i].Is("SET_CONFIG") || !query.Items[i + 1].Is("(")) continue;

            var arguments = new SqlCursor(query.Slice(i + 1, query.Items.Count)).Parenthesised().Split().ToList();
            if (arguments is [{ Items: [{ Kind: SqlTokenKind.String } setting] }, _, var isLocal]) Add(setting.Value, isLocal.Items is [{ Value: "TRUE" }], draft);
        }
    }

    private static void Add(string setting, bool isLocal, StatementDraft draft)
    {
        if (Limits.Contains(setting) || (!isLocal && OfTheSession.Contains(setting))) draft.Changes.Add(Changes.Free(ChangeKind.ChangeSetting, setting));
    }
}
