using System.Globalization;

namespace TradingPlatform.MigrationService;

/// <summary>Numbers and times as a sentence says them.</summary>
internal static class Counted
{
    /// <summary>"1 migration", "3 migrations".</summary>
    public static string Of(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>"340 ms", "2.5 s", "4 min 10 s", "3 h 5 min", "2 days 3 h".</summary>
    public static string Duration(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1) ? FormattableString.Invariant($"{Math.Max(0, Math.Floor(time.TotalMilliseconds))} ms")
        : time < TimeSpan.FromMinutes(1) ? FormattableString.Invariant($"{time.TotalSeconds:0.0} s")
        : time < TimeSpan.FromHours(1) ? FormattableString.Invariant($"{time.Minutes} min {time.Seconds} s")
        : time < TimeSpan.FromDays(1) ? FormattableString.Invariant($"{time.Hours} h {time.Minutes} min")
        : FormattableString.Invariant($"{time.Days} days {time.Hours} h");

    /// <summary>A moment in UTC, to the second; empty for none.</summary>
    public static string Moment(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";
}
