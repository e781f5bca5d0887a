using System.Globalization;

namespace TradingPlatform.MigrationService;

/// <summary>Ids as EF Core writes them: the time in UTC to the second, and the name.</summary>
internal static class MigrationId
{
    private const string Format = "yyyyMMddHHmmss";

    /// <summary>An id greater than all of <paramref name="ids"/>, also where a clock was wrong or two migrations are made within a second.</summary>
    public static string Next(IEnumerable<string> ids, string name, TimeProvider time)
    {
        var moment = time.GetUtcNow().UtcDateTime;
        var newest = ids.Select(TimeOf).Max();
        if (newest is { } last && string.CompareOrdinal(Stamp(moment), Stamp(last)) <= 0) moment = last.AddSeconds(1);
        return $"{Stamp(moment)}_{name}";
    }

    /// <summary>The part after the time.</summary>
    public static string NameOf(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    /// <summary>The part before the name.</summary>
    public static string StampOf(string id) => id.Split('_')[0];

    private static DateTime? TimeOf(string id) =>
        DateTime.TryParseExact(StampOf(id), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static string Stamp(DateTime moment) => moment.ToString(Format, CultureInfo.InvariantCulture);
}
