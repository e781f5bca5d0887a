using System.Text.RegularExpressions;

namespace TradingPlatform.AdminApi;

/// <summary>A session's statement as the console shows it: its literals and numbers, which may be anybody's secrets, are left out.</summary>
internal static partial class ShownQuery
{
    /// <summary>The statement without them; null for none.</summary>
    public static string? Of(string? query) => query is null ? null : Literals().Replace(query, match => match.Value[0] == '\'' ? "'?'" : "?");

    // A text that the server cut off ends in the middle of a literal.
    [GeneratedRegex(@"'[^']*(?:'|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)|\b\d[\d.]*")]
    private static partial Regex Literals();
}
