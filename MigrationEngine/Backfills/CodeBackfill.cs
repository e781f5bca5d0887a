namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A backfill whose new values only a program can make, such as secrets encrypted with another key. What it does must make
/// <see cref="Backfill.Rows"/> false for the rows of the batch.
/// </summary>
public abstract class CodeBackfill : Backfill
{
    /// <summary>The columns that <see cref="ApplyAsync"/> reads, beside the primary key.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// Works on one batch in its transaction: gives rows new values with <see cref="BackfillRow.Set"/>, or sends statements of its own.
    /// Must have no effect outside of the transaction: a batch that fails is rolled back and done again, in smaller ones.
    /// </summary>
    /// <param name="batch">The rows.</param>
    /// <param name="cancellationToken">Stops the work; the transaction is rolled back.</param>
    /// <exception cref="MigrationException">What no row is to blame for, such as a missing key: the backfill fails with its sentence. Of any other exception the row is set aside.</exception>
    public abstract Task ApplyAsync(BackfillBatch batch, CancellationToken cancellationToken);
}
