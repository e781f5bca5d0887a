namespace TradingPlatform.MigrationEngine;

/// <summary>
/// DO: the statements of a PL/pgSQL block, whichever of its branches they stand in. What it runs as text that it puts together, or through
/// a function, is not known.
/// </summary>
internal sealed class BlockReader(SqlCursor sql, StatementDraft draft)
{
    public void Read()
    {
        sql.Expect("DO");
        draft.Command = "DO";
        if (sql.Accept("LANGUAGE") && !sql.Next().Value.Equals("PLPGSQL", StringComparison.OrdinalIgnoreCase)) throw new UnreadableSqlException("its language is not PL/pgSQL");
        var body = sql.Next();
        if (body.Kind != SqlTokenKind.String) throw sql.Unreadable();
        if (sql.Accept("LANGUAGE") && !sql.Next().Value.Equals("PLPGSQL", StringComparison.OrdinalIgnoreCase)) throw new UnreadableSqlException("its language is not PL/pgSQL");
        if (SqlTokens.Of(body.Value) is not { } tokens) throw new UnreadableSqlException("a quote or a comment in its body is not closed");

        foreach (var statement in tokens.Statements()) Statement(new SqlCursor(statement));
        if (draft.ControlsTransaction) draft.NeedsNoTransaction = true;
    }

    private void Statement(SqlCursor inner)
    {
        if (!SkipControl(inner) || inner.AtEnd) return;

        if (inner.SeesAny("COMMIT", "ROLLBACK"))
        {
            draft.ControlsTransaction = true;
            return;
        }

        if (inner.SeesAny("EXECUTE", "CALL"))
        {
            draft.Unknown ??= "it runs SQL that it puts together, or a procedure";
            return;
        }

        // PERFORM is SELECT without a result; SELECT … INTO fills variables.
        var isPerform = inner.Accept("PERFORM");
        var rest = inner.Tokens.Slice(inner.Position, inner.Tokens.Items.Count);
        if (isPerform || inner.SeesAny("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")) Query(rest, isPerform);
        else Merge(new StatementReader(rest).Read());
    }

    /// <summary>Goes past what only steers; false when nothing else is there.</summary>
    private bool SkipControl(SqlCursor inner)
    {
        while (!inner.AtEnd)
        {
            if (inner.Accept("<"))
            {
                inner.SkipTo(">");
                inner.Accept(">", ">");
            }
            else if (inner.Accept("DECLARE") || inner.Accept("BEGIN") || inner.Accept("ELSE") || inner.Accept("LOOP") || inner.Accept("EXCEPTION"))
            {
            }
            else if (inner.Accept("IF") || inner.Accept("ELSIF") || inner.Accept("ELSEIF") || inner.Accept("WHEN")) Condition(inner, "THEN");
            else if (inner.Accept("CASE")) Expression(inner.SkipTo("WHEN"));
            else if (inner.Accept("FOR")) Loop(inner);
            else if (inner.Accept("WHILE") || inner.Accept("FOREACH")) Condition(inner, "LOOP");
            else if (IsAssignment(inner)) Expression(inner.SkipTo());
            else return !inner.SeesAny("END", "RETURN", "RAISE", "NULL", "EXIT", "CONTINUE", "GET", "ASSERT");
        }

        return false;
    }

    private void Condition(SqlCursor inner, string end)
    {
        Expression(inner.SkipTo(end));
        inner.Accept(end);
    }

    /// <summary>Over numbers, or over what a statement returns, which may change rows as well.</summary>
    private void Loop(SqlCursor inner)
    {
        inner.SkipTo("IN", "LOOP");
        inner.Accept("IN");
        var source = inner.SkipTo("LOOP");
        inner.Accept("LOOP");
        if (source.Items is [var first, ..] && first.Value is "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "WITH") Query(source, isPerform: false);
        else Expression(source);
    }

    /// <summary>It reads tables in its queries, and calls functions.</summary>
    private void Expression(SqlTokens expression)
    {
        if (expression.Items.Any(token => token.Is("EXECUTE"))) draft.Unknown ??= "it runs SQL that it puts together";
        else Query(expression, isPerform: true);
    }

    /// <summary>variable := …, and a declaration: name type [:= …].</summary>
    private static bool IsAssignment(SqlCursor inner)
    {
        var items = inner.Tokens.Items.Skip(inner.Position).ToList();
        if (items.Count < 2 || items[0].Value is "END" or "RETURN" or "RAISE" or "NULL" or "EXIT" or "CONTINUE" or "GET" or "ASSERT" || items[0].Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName)) return false;
        if (items[1].Is(":") || items[1].Is("=") || items[1].Is("[") || items[1].Is(".")) return true;

        return items[0].Value is not ("ALTER" or "CREATE" or "DROP" or "SELECT" or "WITH" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "PERFORM" or "EXECUTE" or "CALL"
            or "COMMIT" or "ROLLBACK" or "TRUNCATE" or "LOCK" or "COMMENT" or "REFRESH" or "REINDEX" or "CLUSTER" or "ANALYZE" or "VACUUM" or "GRANT" or "REVOKE" or "SET" or "RESET" or "COPY" or "NOTIFY" or "DO"
            or "OPEN" or "FETCH" or "CLOSE" or "MOVE" or "IMPORT" or "SECURITY" or "LISTEN" or "UNLISTEN" or "REASSIGN" or "EXPLAIN" or "PREPARE" or "DISCARD" or "VALUES");
    }

    private void Query(SqlTokens rest, bool isPerform)
    {
        var part = new StatementDraft();
        var cursor = new SqlCursor(rest);
        try
        {
            if (isPerform || cursor.Sees("SELECT")) QueryReader.ReadTables(cursor, part, runs: true);
            else new QueryReader(cursor, part).Read(intoVariables: true);
        }
        catch (UnreadableSqlException exception)
        {
            part.Unknown = exception.Message;
        }

        Merge(part.Finish(rest.Sql));
    }

    private void Merge(StatementEffects part)
    {
        draft.Changes.AddRange(part.Changes);
        draft.NeedsNoTransaction |= part.NeedsNoTransaction;
        draft.ControlsTransaction |= part.ControlsTransaction;
        draft.Incomplete ??= part.Incomplete;
        draft.Unknown ??= part.Unknown;
    }
}
