using System.Text;

namespace TradingPlatform.Data;

/// <summary>Turns C# names into database names: <c>AvgEntryPrice</c> → <c>avg_entry_price</c>.</summary>
internal static class SnakeCase
{
    /// <summary>The name in lower_snake. A run of capitals counts as one word: <c>SLHit</c> → <c>sl_hit</c>.</summary>
    public static string From(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && StartsWord(name, i))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    private static bool StartsWord(string name, int i) =>
        char.IsUpper(name[i])
        && name[i - 1] != '_'
        && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
}
