namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>One of the trades that fill an order.</summary>
/// <param name="Order">Whose it is.</param>
/// <param name="Price">In ten-thousandths.</param>
/// <param name="Qty">In ten-thousandths.</param>
/// <param name="At">When, in <see cref="CopyBuffer.Microseconds"/>.</param>
internal sealed record LoadFill(LoadOrder Order, long Price, long Qty, long At)
{
    private const int PartsOfCommission = 1000;

    /// <summary>Price times quantity, exactly: in hundred-millionths.</summary>
    public long Quote => Price * Qty;

    /// <summary>A thousandth of what was paid, in ten-thousandths.</summary>
    public long Commission => Rounded(Quote / PartsOfCommission);

    /// <summary>What the sale of something bought leaves after both commissions, in ten-thousandths.</summary>
    public long ProfitOn(LoadFill purchase) => Rounded(Quote - purchase.Quote) - Commission - purchase.Commission;

    /// <summary>From hundred-millionths to ten-thousandths, halves away from zero as PostgreSQL does it.</summary>
    public static long Rounded(long value) => (value + (value < 0 ? -5_000 : 5_000)) / 10_000;
}
