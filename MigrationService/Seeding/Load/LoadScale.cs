using System.Globalization;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>Numbers of rows as people write them: 250000, 250k, 5M.</summary>
internal static class LoadScale
{
    /// <summary>What a scale looks like, for the sentence that refuses another text.</summary>
    public static string Forms { get; } = string.Create(
        CultureInfo.InvariantCulture, $"a number of trades from 0 to {LoadShape.MostTrades / 1_000_000}M: write it as 250000, 250k or 5M");

    /// <summary>The number; null where the text is none.</summary>
    public static long? Parse(string text)
    {
        var unit = text.Length == 0 ? 1 : text[^1] switch { 'k' or 'K' => 1_000L, 'm' or 'M' => 1_000_000L, _ => 1L };
        return long.TryParse(unit == 1 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= LoadShape.MostTrades / unit
                ? number * unit
                : null;
    }
}
