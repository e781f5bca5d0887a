using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;

namespace TradingPlatform.AdminApi;

/// <summary>Whole days in UTC, ending at the newest trade or order: a desk whose data stand still is shown as it stood.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, which is in it.</param>
internal sealed record DeskPeriod(DateOnly From, DateOnly To)
{
    /// <summary>Ten years: what is older is not shown as days.</summary>
    public const int MaxDays = 3660;

    public DateTimeOffset Start => new(From, TimeOnly.MinValue, TimeSpan.Zero);

    public DateTimeOffset End => new(To.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The last <paramref name="days"/> days; they end today where there is neither a trade nor an order.</summary>
    public static async Task<DeskPeriod> ReadAsync(TradingDbContext database, int days, TimeProvider time, CancellationToken cancellationToken)
    {
        var newest = (await database.Database.SqlQueryRaw<DateTimeOffset?>(DeskSql.Newest).ToListAsync(cancellationToken)).Single();
        var to = DateOnly.FromDateTime((newest ?? time.GetUtcNow()).UtcDateTime);
        return new DeskPeriod(to.AddDays(1 - days), to);
    }
}
