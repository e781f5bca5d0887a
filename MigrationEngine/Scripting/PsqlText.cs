using System.Text;
using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>Writes text so that psql hands it to the server unchanged, whatever it holds.</summary>
internal static partial class PsqlText
{
    /// <summary>A string literal, for a session with standard_conforming_strings on.</summary>
    public static string Literal(string text) => $"'{Escape(text)}'";

    /// <summary>The text as a part of a string literal.</summary>
    public static string Escape(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    /// <summary>A literal of type text[].</summary>
    public static string Array(IEnumerable<string> texts) => $"ARRAY[{string.Join(", ", texts.Select(Literal))}]::text[]";

    /// <summary>A tag for dollar quotes that the text does not hold itself.</summary>
    public static string FreeTag(string tag, string text)
    {
        while (text.Contains($"${tag}$", StringComparison.Ordinal)) tag += "_";
        return tag;
    }

    /// <summary>The text without what could end a comment line, or a terminal's patience.</summary>
    public static string Comment(string text) => new([.. text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)]);

    /// <summary>The text as one argument of a psql command, where backslashes, quotes and backticks mean something.</summary>
    public static string Argument(string text) =>
        $"'{new string([.. text.Select(character => char.IsLetterOrDigit(character) || " _-+.,:;/=()".Contains(character, StringComparison.Ordinal) ? character : '?')])}'";

    /// <summary>One SQL command, closed.</summary>
    public static string Command(string sql)
    {
        var scan = SqlScan.Of(Normalize(sql));
        if (!ReadsAlike(scan)) return $"SELECT {DollarQuoted(scan.Text)} \\gexec\n";

        var code = scan.Code.AsSpan().TrimEnd();
        return code.Length == 0 ? scan.Text + "\n" : code[^1] == ';' ? scan.Text + "\n" : scan.Text + Closing(scan, ";");
    }

    /// <summary>A command and a second one in the same message, which PostgreSQL commits together.</summary>
    /// <param name="sql">The first.</param>
    /// <param name="second">The second, in parts: SQL text, and the psql variable at its end.</param>
    public static string Together(string sql, (string Sql, string Variable) second)
    {
        var scan = SqlScan.Of(Normalize(sql));
        var statements = SqlStatements.Split(scan.Text);
        return ReadsAlike(scan) && statements.Count == 1
            ? $"{statements[0]}{Closing(SqlScan.Of(statements[0]), @"\;")}{second.Sql}:{second.Variable};\n"
            : $"SELECT {DollarQuoted($"{scan.Text}\n;\n{second.Sql}")} || :{second.Variable} \\gexec\n";
    }

    /// <summary>A dollar-quoted string whose tag the text does not hold.</summary>
    public static string DollarQuoted(string text)
    {
        var tag = "$sql$";

        // With the "$" that follows the text: "$sql" at its very end would close the string otherwise.
        for (var i = 1; $"{text}$".Contains(tag, StringComparison.Ordinal); i++) tag = FormattableString.Invariant($"$sql{i}$");
        return $"{tag}{text}{tag}";
    }

    /// <summary>The text with the line ends of every platform as one, so that the same build gives the same bytes everywhere.</summary>
    public static string Normalize(string sql) => new StringBuilder(sql.Trim()).Replace("\r\n", "\n").ToString();

    /// <summary>Whether psql would read the text as the server does: it takes backslashes and :names outside of quotes for its own.</summary>
    private static bool ReadsAlike(SqlScan scan) =>
        scan.IsComplete && !scan.HasAtomicBody && !scan.Text.Contains('\\', StringComparison.Ordinal) && !Variable().IsMatch(scan.Code);

    /// <summary>The end of a statement: on a line of its own after a comment.</summary>
    private static string Closing(SqlScan scan, string end) => scan.Code.Length > 0 && scan.Code[^1] == ' ' ? $"\n{end}\n" : $"{end}\n";

    [GeneratedRegex("""(^|[^:])(::)*:["'{\w\u0080-\uffff]""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
