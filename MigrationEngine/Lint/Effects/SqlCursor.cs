namespace TradingPlatform.MigrationEngine;

/// <summary>Reads the tokens of one statement from left to right.</summary>
internal sealed class SqlCursor(SqlTokens tokens)
{
    private int _position;

    public bool AtEnd => _position >= tokens.Items.Count;

    public int Position => _position;

    public SqlToken? Current => AtEnd ? null : tokens.Items[_position];

    public SqlTokens Tokens => tokens;

    /// <summary>Whether these words come next.</summary>
    public bool Sees(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
            if (_position + i >= tokens.Items.Count || !tokens.Items[_position + i].Is(words[i])) return false;
        return true;
    }

    /// <summary>Whether one of these words comes next.</summary>
    public bool SeesAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Sees(word)) return true;
        return false;
    }

    /// <summary>Goes past these words when they come next.</summary>
    public bool Accept(params ReadOnlySpan<string> words)
    {
        if (!Sees(words)) return false;

        _position += words.Length;
        return true;
    }

    /// <summary>Goes past these words.</summary>
    /// <exception cref="UnreadableSqlException">They do not come next.</exception>
    public void Expect(params ReadOnlySpan<string> words)
    {
        if (!Accept(words)) throw Unreadable();
    }

    public SqlToken Next()
    {
        if (AtEnd) throw Unreadable();
        return tokens.Items[_position++];
    }

    /// <summary>A single name.</summary>
    public string Name()
    {
        var token = Next();
        return token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName ? token.AsName : throw Unreadable();
    }

    /// <summary>A name, with a schema or without.</summary>
    public TableName TableName()
    {
        var name = Name();
        if (!Accept(".")) return new TableName(null, name);

        var second = Name();
        // A database's name before both can only be that of this one.
        return Accept(".") ? new TableName(second, Name()) : new TableName(name, second);
    }

    /// <summary>A table in the places where ONLY and * may stand by it.</summary>
    public TableName Relation()
    {
        Accept("ONLY");
        var name = TableName();
        Accept("*");
        return name;
    }

    /// <summary>The names of a parenthesised list that comes next; expressions in it are left out.</summary>
    public IReadOnlyList<string> Columns()
    {
        var names = new List<string>();
        var inside = Parenthesised();
        foreach (var item in inside.Split())
            if (item.Items is [{ Kind: SqlTokenKind.Word or SqlTokenKind.QuotedName } name, ..] && (item.Items.Count == 1 || !item.Items[1].Is("("))) names.Add(name.AsName);
        return names;
    }

    /// <summary>What stands between a parenthesis that comes next and its end.</summary>
    public SqlTokens Parenthesised()
    {
        Expect("(");
        var start = _position;
        for (var depth = 1; depth > 0;)
        {
            var token = Next();
            depth += token.Is("(") ? 1 : token.Is(")") ? -1 : 0;
        }

        return tokens.Slice(start, _position - 1);
    }

    /// <summary>Goes past one token, or past all of a parenthesis or of an array's brackets.</summary>
    public void Skip()
    {
        if (Sees("("))
        {
            Parenthesised();
        }
        else if (Accept("["))
        {
            while (!Accept("]")) Skip();
        }
        else
        {
            Next();
        }
    }

    /// <summary>Goes on to one of these words outside of parentheses, or to the end; the tokens in between.</summary>
    public SqlTokens SkipTo(params ReadOnlySpan<string> words)
    {
        var start = _position;
        while (!AtEnd && !SeesAny(words)) Skip();
        return tokens.Slice(start, _position);
    }

    public UnreadableSqlException Unreadable() =>
        new(AtEnd ? "it ends too early" : $"'{tokens.Text[Current!.Start..Current.End]}' is not understood");
}
