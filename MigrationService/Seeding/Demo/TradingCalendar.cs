namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// When the venues trade, during the months of the demo data. In fixed hours of UTC, not by the machine's time zones, which may be missing or
/// newer: all of those months lie in New York's summer time.
/// </summary>
internal static class TradingCalendar
{
    private static readonly HashSet<DateOnly> Closed = [new(2026, 7, 3), new(2026, 9, 7), new(2026, 10, 2), new(2026, 8, 15)];

    /// <summary>What a venue's clocks show, less UTC.</summary>
    public static TimeSpan OffsetOf(Venue venue) => venue switch
    {
        Venue.UnitedStates => TimeSpan.FromHours(-4),
        Venue.India => TimeSpan.FromMinutes(330),
        _ => TimeSpan.Zero,
    };

    /// <summary>The session of a day; null where there is none.</summary>
    public static Session? SessionOn(Venue venue, DateOnly day)
    {
        var midnight = new DateTimeOffset(day, TimeOnly.MinValue, OffsetOf(venue)).ToUniversalTime();
        if (venue == Venue.Crypto) return new Session(midnight, midnight.AddDays(1));
        if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Closed.Contains(day)) return null;

        return venue == Venue.UnitedStates
            ? new Session(midnight.AddHours(9.5), midnight.AddHours(16))
            : new Session(midnight.AddMinutes(555), midnight.AddMinutes(930));
    }

    /// <summary>The sessions that have ended by "now", the oldest first.</summary>
    public static IEnumerable<Session> Sessions(Venue venue, int days)
    {
        var today = DateOnly.FromDateTime(SeedRandom.Now.UtcDateTime);
        for (var back = days; back >= 0; back--)
        {
            if (SessionOn(venue, today.AddDays(-back)) is not { } session) continue;

            yield return session.Close <= SeedRandom.Now ? session : session with { Close = SeedRandom.Now };
        }
    }
}
