namespace TradingPlatform.MigrationEngine;

/// <summary>How far a backfill is.</summary>
/// <param name="Name">The backfill.</param>
/// <param name="RowsWalked">Rows looked at by the present walk over the table, of all runs.</param>
/// <param name="RowsChanged">Rows changed, of all runs and walks.</param>
/// <param name="EstimatedRows">The rows of the table, as estimated when the walk began.</param>
/// <param name="RowsSetAside">Rows that could not be done.</param>
/// <param name="RowsPerSecond">The speed of this run; zero where it is not known yet.</param>
/// <param name="TimeLeft">How long it takes from here at that speed; null where that is not known, or more rows than estimated are walked.</param>
/// <param name="BatchSize">The rows of the last batch.</param>
/// <param name="Waiting">What it gives way to right now, in words; null while it works.</param>
public sealed record BackfillProgress(
    string Name, long RowsWalked, long RowsChanged, long EstimatedRows, long RowsSetAside, double RowsPerSecond, TimeSpan? TimeLeft, int BatchSize, string? Waiting)
{
    /// <summary>The part that is done, from 0 to 1.</summary>
    public double Fraction => EstimatedRows <= 0 ? 0 : Math.Min(1, (double)RowsWalked / EstimatedRows);
}
