namespace TradingPlatform.MigrationEngine;

/// <summary>The tokens of an SQL text, without comments.</summary>
internal sealed class SqlTokens(string text, IReadOnlyList<SqlToken> tokens)
{
    public string Text => text;

    public IReadOnlyList<SqlToken> Items => tokens;

    /// <summary>Null where a quote or comment is not closed.</summary>
    public static SqlTokens? Of(string text)
    {
        var scan = SqlScan.Of(text);
        return scan.IsComplete ? new SqlTokens(text, [.. Read(scan)]) : null;
    }

    /// <summary>The statements that hold anything, each with its own part of the tokens.</summary>
    public IEnumerable<SqlTokens> Statements()
    {
        var (start, parentheses, bodies) = (0, 0, 0);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Is("(")) parentheses++;
            else if (token.Is(")")) parentheses--;
            // In a function's body in SQL's own syntax a semicolon ends nothing; CASE has an END of its own.
            else if (token.Is("BEGIN") && i + 1 < tokens.Count && tokens[i + 1].Is("ATOMIC")) bodies++;
            else if (bodies > 0 && token.Is("CASE")) bodies++;
            else if (bodies > 0 && token.Is("END")) bodies--;
            else if (token.Is(";") && parentheses == 0 && bodies == 0)
            {
                if (i > start) yield return Slice(start, i);
                start = i + 1;
            }
        }

        if (tokens.Count > start) yield return Slice(start, tokens.Count);
    }

    public SqlTokens Slice(int start, int end) => new(text, [.. tokens.Skip(start).Take(end - start)]);

    /// <summary>The parts between commas outside of parentheses.</summary>
    public IEnumerable<SqlTokens> Split()
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += tokens[i].Is("(") || tokens[i].Is("[") ? 1 : tokens[i].Is(")") || tokens[i].Is("]") ? -1 : 0;
            if (depth > 0 || !tokens[i].Is(",")) continue;

            yield return Slice(start, i);
            start = i + 1;
        }

        if (tokens.Count > start) yield return Slice(start, tokens.Count);
    }

    /// <summary>The text from the first to the last token.</summary>
    public string Sql => tokens.Count == 0 ? "" : text[tokens[0].Start..tokens[^1].End];

    private static IEnumerable<SqlToken> Read(SqlScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Length;)
        {
            var end = scan.Pieces.TryGetValue(i, out var pieceEnd) ? pieceEnd : EndOf(text, i);
            if (KindOf(text, i, end) is { } kind) yield return new SqlToken(kind, ValueOf(text, kind, i, end), i, end);
            i = end;
        }
    }

    private static int EndOf(string text, int i)
    {
        var end = i + 1;
        if (IsWordStart(text[i]))
            while (end < text.Length && (IsWordStart(text[end]) || char.IsAsciiDigit(text[end]) || text[end] == '$')) end++;
        else if (char.IsAsciiDigit(text[i]))
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '_')) end++;
        return end;
    }

    private static SqlTokenKind? KindOf(string text, int i, int end) => text[i] switch
    {
        '"' => SqlTokenKind.QuotedName,
        '\'' => SqlTokenKind.String,
        '$' when end > i + 1 => SqlTokenKind.String,
        '-' or '/' when end > i + 1 => null,
        // The letter of E'...' is no word.
        'e' or 'E' when end == i + 1 && end < text.Length && text[end] == '\'' => null,
        var first when char.IsWhiteSpace(first) => null,
        var first when IsWordStart(first) => SqlTokenKind.Word,
        var first when char.IsAsciiDigit(first) => SqlTokenKind.Number,
        _ => SqlTokenKind.Symbol,
    };

    private static string ValueOf(string text, SqlTokenKind kind, int i, int end) => kind switch
    {
        SqlTokenKind.Word => text[i..end].ToUpperInvariant(),
        SqlTokenKind.QuotedName => text[(i + 1)..(end - 1)].Replace("\"\"", "\"", StringComparison.Ordinal),
        SqlTokenKind.String when text[i] == '$' => text[(text.IndexOf('$', i + 1) + 1)..text.LastIndexOf('$', end - 2)],
        SqlTokenKind.String => text[(i + 1)..(end - 1)].Replace("''", "'", StringComparison.Ordinal),
        _ => text[i..end],
    };

    private static bool IsWordStart(char character) => char.IsAsciiLetter(character) || character is '_' or >= '\u0080';
}
