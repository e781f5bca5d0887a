namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A backfill by a statement of its own for each batch, such as an <c>INSERT</c> into another table. The statement must make
/// <see cref="Backfill.Rows"/> false for the rows of the batch.
/// </summary>
public abstract class SqlBackfill : Backfill
{
    /// <summary>
    /// One SQL statement, which may start with <c>WITH</c>. The relation <c>batch</c> holds the rows of the batch with all of their
    /// columns, locked <c>FOR NO KEY UPDATE</c>.
    /// </summary>
    public abstract string Statement { get; }
}
