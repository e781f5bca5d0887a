namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>How far a load is.</summary>
/// <param name="Trades">Rows of execution.trades that are committed, those of earlier runs too.</param>
/// <param name="Wanted">How many there shall be.</param>
/// <param name="RowsPerSecond">Of all tables, in the mean of this run.</param>
/// <param name="TimeLeft">At this speed; null before the first commit.</param>
internal sealed record LoadProgress(long Trades, long Wanted, double RowsPerSecond, TimeSpan? TimeLeft)
{
    /// <summary>From 0 to 1.</summary>
    public double Fraction => Wanted == 0 ? 1 : (double)Trades / Wanted;
}
