using System.Globalization;

namespace TradingPlatform.MigrationService;

/// <summary>Lengths of time as people write them: 50ms, 30s, 5m, 2h or 00:05:00.</summary>
internal static class Duration
{
    /// <summary>What a duration looks like, for the sentence that refuses another text.</summary>
    public const string Forms = "a duration of at most a week: write it as 50ms, 30s, 5m, 2h or 00:05:00";

    /// <summary>The duration; null where the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        var (unit, milliseconds) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (2, 1d),
            _ when text.EndsWith('s') => (1, 1000d),
            _ when text.EndsWith('m') => (1, 60_000d),
            _ when text.EndsWith('h') => (1, 3_600_000d),
            _ => (0, 0d),
        };
        if (unit > 0)
        {
            return double.TryParse(text.AsSpan(0, text.Length - unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count * milliseconds <= TimeSpan.FromDays(7).TotalMilliseconds
                    ? TimeSpan.FromMilliseconds(count * milliseconds)
                    : null;
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero
            ? span
            : null;
    }
}
