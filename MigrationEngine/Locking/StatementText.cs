using System.Text;

namespace TradingPlatform.MigrationEngine;

/// <summary>Statements of other sessions, as a log or a page may show them: literals and numbers, which may be anybody's secrets, are left out.</summary>
internal static class StatementText
{
    private const int ExcerptLength = 80;

    /// <summary>The statement without literals, numbers and comments, on one line; null for none.</summary>
    /// <param name="statement">As <c>pg_stat_activity</c> shows it, which cuts it off at <c>track_activity_query_size</c>: perhaps within a literal.</param>
    public static string? WithoutLiterals(string? statement)
    {
        if (statement is null) return null;

        var scan = SqlScan.Of(statement);
        var shown = new StringBuilder();
        var end = scan.UnclosedAt ?? statement.Length;
        for (var i = 0; i < end;)
        {
            var next = scan.Pieces.TryGetValue(i, out var pieceEnd) ? pieceEnd : i + 1;
            if (statement[i] == '\'') shown.Append("'?'");
            else if (statement[i] == '"') shown.Append(statement, i, next - i);
            else if (statement[i] == '$' && next > i + 1) shown.Append("$?$");
            else if (next > i + 1 || char.IsWhiteSpace(statement[i])) AppendBlank(shown);
            else if (char.IsAsciiDigit(statement[i]) && (i == 0 || !IsNamePart(statement[i - 1]))) next = AppendNumber(shown, statement, i, end);
            else shown.Append(statement[i]);
            i = next;
        }

        if (scan.UnclosedAt is not null) shown.Append('…');
        return shown.ToString().Trim();
    }

    /// <summary>The beginning of <see cref="WithoutLiterals"/>, for a line that names several sessions.</summary>
    public static string? Excerpt(string? statement)
    {
        var text = WithoutLiterals(statement);
        return text?.Length > ExcerptLength ? text[..ExcerptLength] : text;
    }

    private static void AppendBlank(StringBuilder shown)
    {
        if (shown.Length > 0 && shown[^1] != ' ') shown.Append(' ');
    }

    /// <summary>1, 1.5, 1e10, 0xFF and 1_000 are one number each.</summary>
    private static int AppendNumber(StringBuilder shown, string statement, int i, int end)
    {
        shown.Append('?');
        while (i < end && (char.IsAsciiLetterOrDigit(statement[i]) || statement[i] is '.' or '_')) i++;
        return i;
    }

    private static bool IsNamePart(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '$' or >= '\u0080';
}
