using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A statement's text with everything that is quoted or commented out blanked, character by character, so that what is left is code. The
/// rules of quoting are those of PostgreSQL's own scanner with standard_conforming_strings on.
/// </summary>
internal sealed partial class SqlScan
{
    private readonly char[] _code;
    private readonly Dictionary<int, int> _pieces = [];

    private SqlScan(string text)
    {
        Text = text;
        _code = text.ToCharArray();
        UnclosedAt = Blank();
        Code = new string(_code);
    }

    /// <summary>The text as it was given.</summary>
    public string Text { get; }

    /// <summary>As long as <see cref="Text"/>; a quoted string or name keeps its quotes, a comment leaves blanks.</summary>
    public string Code { get; }

    /// <summary>Where each quoted string, quoted name and comment begins, and where it ends.</summary>
    public IReadOnlyDictionary<int, int> Pieces => _pieces;

    /// <summary>Every quote and comment that was opened is closed.</summary>
    public bool IsComplete => UnclosedAt is null;

    /// <summary>Where the quote or comment begins that is never closed; null for none.</summary>
    public int? UnclosedAt { get; }

    /// <summary>It holds a function body in SQL's own syntax, in which a semicolon ends no statement.</summary>
    public bool HasAtomicBody => AtomicBody().IsMatch(Code);

    public static SqlScan Of(string text) => new(text);

    private int? Blank()
    {
        var i = 0;
        while (i < Text.Length)
        {
            var end = Text[i] switch
            {
                '\'' => EndOfQuoted(i + 1, '\'', IsEscapeString(i)),
                '"' => EndOfQuoted(i + 1, '"', withBackslashes: false),
                '$' => EndOfDollarQuoted(i),
                '-' when Follows(i, '-') => EndOfLine(i),
                '/' when Follows(i, '*') => EndOfComment(i),
                _ => i + 1,
            };
            if (end < 0) return i;

            if (end > i + 1)
            {
                _pieces.Add(i, end);
                // Quotes stay, so that ":" before one is still seen there.
                var isQuoted = Text[i] is '\'' or '"';
                Array.Fill(_code, ' ', isQuoted ? i + 1 : i, isQuoted ? end - i - 2 : end - i);
            }

            i = end;
        }

        return null;
    }

    private int EndOfQuoted(int i, char quote, bool withBackslashes)
    {
        for (; i < Text.Length; i++)
        {
            if (withBackslashes && Text[i] == '\\') i++;
            else if (Text[i] == quote && !Follows(i, quote)) return i + 1;
            else if (Text[i] == quote) i++;
        }

        return -1;
    }

    private int EndOfDollarQuoted(int i)
    {
        if (i > 0 && IsNamePart(Text[i - 1])) return i + 1;

        var opening = DollarTag().Match(Text, i);
        if (!opening.Success) return i + 1;

        var closing = Text.IndexOf(opening.Value, i + opening.Length, StringComparison.Ordinal);
        return closing < 0 ? -1 : closing + opening.Length;
    }

    private int EndOfLine(int i)
    {
        var end = Text.AsSpan(i).IndexOfAny('\n', '\r');
        return end < 0 ? Text.Length : i + end;
    }

    private int EndOfComment(int i)
    {
        var depth = 0;
        for (; i < Text.Length - 1; i++)
        {
            if (Text[i] == '/' && Text[i + 1] == '*') (depth, i) = (depth + 1, i + 1);
            else if (Text[i] == '*' && Text[i + 1] == '/') (depth, i) = (depth - 1, i + 1);
            if (depth == 0) return i + 1;
        }

        return -1;
    }

    /// <summary>Whether the quote is that of E'...'.</summary>
    private bool IsEscapeString(int quote) =>
        quote > 0 && Text[quote - 1] is 'e' or 'E' && (quote == 1 || !IsNamePart(Text[quote - 2]));

    private bool Follows(int i, char next) => i + 1 < Text.Length && Text[i + 1] == next;

    private static bool IsNamePart(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '$' or >= '\u0080';

    [GeneratedRegex(@"\G\$([A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DollarTag();

    [GeneratedRegex(@"\bBEGIN\s+ATOMIC\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AtomicBody();
}
