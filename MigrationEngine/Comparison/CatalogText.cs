using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Makes uniform what PostgreSQL prints in more than one way for the same meaning. A schema that was written by hand, or restored from
/// a dump, is compared with one that EF built: only what behaves differently may count.
/// </summary>
internal static partial class CatalogText
{
    public static string Normalize(string value)
    {
        var text = LineBreaks(value);
        if (text.Contains("= ANY (", StringComparison.Ordinal)) text = AnyOf().Replace(text, SortedList);

        // The same function under the standard's name.
        return CurrentTimestamp().Replace(text, "now()");
    }

    /// <summary>Indentation and empty lines go, except where a language gives them a meaning.</summary>
    private static string LineBreaks(string value)
    {
        if (!value.AsSpan().ContainsAny('\n', '\r')) return value;

        var text = value.ReplaceLineEndings("\n");
        if (IndentedLanguage().IsMatch(text)) return text;

        var lines = BodyQuote().Replace(text, "\n$0\n").Split('\n');
        return string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    /// <summary>
    /// <c>status IN ('b', 'a')</c> is printed as <c>(status = ANY (ARRAY['b'::text, 'a'::text]))</c>, for a varchar with casts around it, and
    /// with other casts after a dump and restore. The column's type is compared on its own.
    /// </summary>
    private static string SortedList(Match match)
    {
        var literals = Literal().Matches(match.Groups["list"].Value).Select(literal => literal.Value).Order(StringComparer.Ordinal);
        return $"{match.Groups["column"].Value} = ANY (ARRAY[{string.Join(", ", literals)}])";
    }

    [GeneratedRegex(
        """(\((?<column>"(""|[^"])+"|\w+)\)::text|(?<column>"(""|[^"])+"|\w+)) = ANY \((?<wrapped>\()?ARRAY\[(?<list>(\(?'(''|[^'])*'(::(text|character varying|bpchar))?\)?(::text)?(, )?)+)\](?(wrapped)\)::text\[\])\)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AnyOf();

    [GeneratedRegex("'(''|[^'])*'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\$(function|procedure)\$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BodyQuote();

    [GeneratedRegex("^CURRENT_TIMESTAMP$", RegexOptions.CultureInvariant)]
    private static partial Regex CurrentTimestamp();

    [GeneratedRegex(@"^ LANGUAGE (?!plpgsql|sql)\w", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex IndentedLanguage();
}
