using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>Cuts SQL text into statements, as far as that needs no parser: quotes, dollar quotes, comments and parentheses are respected.</summary>
internal static partial class SqlStatements
{
    /// <summary>The statements without their semicolons; pieces of nothing but blanks and comments are left out.</summary>
    public static IReadOnlyList<string> Split(string sql)
    {
        var statements = new List<string>();
        var (start, depth) = (0, 0);
        foreach (Match token in Tokens().Matches(sql))
        {
            if (token.Value == "(") depth++;
            else if (token.Value == ")") depth--;
            else if (token.Value == ";" && depth == 0)
            {
                Add(sql[start..token.Index]);
                start = token.Index + 1;
            }
        }

        Add(sql[start..]);
        return statements;

        void Add(string statement)
        {
            if (Bare(statement).Length > 0) statements.Add(statement.Trim());
        }
    }

    /// <summary>Whether it has no semicolon but those that it ends with.</summary>
    public static bool IsSurelySingle(string sql) => !WithoutEnd(sql).Contains(';');

    /// <summary>The text without the semicolons and blanks that it ends with.</summary>
    public static ReadOnlySpan<char> WithoutEnd(string sql) => sql.AsSpan().TrimEnd().TrimEnd(';').TrimEnd();

    /// <summary>The text without the blanks and comments that it begins with.</summary>
    public static string Bare(string statement) => statement[Leading().Match(statement).Length..].TrimEnd();

    [GeneratedRegex(
        """
        [eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w$])\$(?<tag>\w*)\$.*?\$\k<tag>\$|--[^\n]*|/\*.*?\*/|[();]
        """,
        RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Tokens();

    [GeneratedRegex("""\A(?:\s+|--[^\n]*(?:\n|\z)|/\*.*?\*/)*""", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Leading();
}
