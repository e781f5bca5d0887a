namespace TradingPlatform.MigrationEngine;

/// <summary>Tells what one statement does. Of a form that is not known it says so: a guess would be taken for an assurance.</summary>
internal sealed class StatementReader(SqlTokens tokens)
{
    private readonly SqlCursor _sql = new(tokens);
    private readonly StatementDraft _draft = new();

    public StatementEffects Read()
    {
        try
        {
            Dispatch();
            if (!_sql.AtEnd && _draft.Unknown is null) throw _sql.Unreadable();
        }
        catch (UnreadableSqlException exception)
        {
            _draft.Unknown = exception.Message;
        }

        return _draft.Finish(tokens.Sql);
    }

    private void Dispatch()
    {
        var first = _sql.Current?.Value ?? "";
        _draft.Command = first;
        switch (first)
        {
            case "ALTER":
                new AlterReader(_sql, _draft).Read();
                break;
            case "CREATE":
                new CreateReader(_sql, _draft).Read();
                break;
            case "DROP":
                new DropReader(_sql, _draft).Read();
                break;
            case "SELECT" or "WITH" or "VALUES" or "TABLE" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "COPY":
                new QueryReader(_sql, _draft).Read();
                break;
            case "DO":
                new BlockReader(_sql, _draft).Read();
                break;
            default:
                new MaintenanceReader(_sql, _draft).Read();
                break;
        }
    }
}
