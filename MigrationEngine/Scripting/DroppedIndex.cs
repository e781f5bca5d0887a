using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>The index of a DROP INDEX CONCURRENTLY.</summary>
internal static partial class DroppedIndex
{
    /// <summary>Its name as the statement writes it; null for any other statement.</summary>
    public static string? In(string sql) => Pattern().Match(sql) is { Success: true } match ? match.Groups["index"].Value : null;

    [GeneratedRegex(
        """^\s*DROP\s+INDEX\s+CONCURRENTLY\s+(IF\s+EXISTS\s+)?(?<index>("(""|[^"])+"|\w+)(\.("(""|[^"])+"|\w+))?)\s*(RESTRICT\s*)?;?\s*$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
