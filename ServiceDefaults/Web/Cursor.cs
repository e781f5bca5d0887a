using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace TradingPlatform.ServiceDefaults;

/// <summary>The place in a list after which the next page begins: the last row's sort key. Opaque to clients.</summary>
/// <param name="At">The row's time, where the list is sorted by one; in UTC.</param>
/// <param name="Id">The row's key, which also decides between equal times.</param>
public sealed record Cursor(DateTimeOffset? At, string Id)
{
    private const char Separator = '|';

    /// <summary>A cursor of a list that is sorted by its key alone.</summary>
    public static Cursor Of(string id) => new(null, id);

    /// <summary>The text that a client passes back; it says which list it belongs to.</summary>
    public string Encode(string list)
    {
        var ticks = At is { } at ? at.UtcTicks.ToString(CultureInfo.InvariantCulture) : string.Empty;
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{list}{Separator}{ticks}{Separator}{Id}"));
    }

    /// <summary>The cursor in <paramref name="text"/>; null where it is malformed or belongs to another list.</summary>
    public static Cursor? Decode(string list, string text)
    {
        if (!Base64Url.IsValid(text))
            return null;

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator, 3);
        if (parts.Length != 3 || parts[0] != list || parts[2].Length == 0 || parts[2].Contains('\0', StringComparison.Ordinal))
            return null;

        if (parts[1].Length == 0)
            return Of(parts[2]);

        return long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? new Cursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[2])
            : null;
    }
}
