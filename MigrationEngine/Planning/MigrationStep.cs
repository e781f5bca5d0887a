namespace TradingPlatform.MigrationEngine;

/// <summary>What is committed at once, at least: a transaction of several statements, or one statement that cannot run inside of one. For nobody a run commits several steps at once.</summary>
/// <param name="IsTransactional">False for a statement that PostgreSQL runs only outside of a transaction, such as CREATE INDEX CONCURRENTLY.</param>
/// <param name="Statements">The SQL, in order; empty for a closing step that only writes the history row.</param>
public sealed record MigrationStep(bool IsTransactional, IReadOnlyList<string> Statements)
{
    /// <summary>The locks that it takes and that keep applications waiting. Default: none are known.</summary>
    public IReadOnlyList<StepLock> Locks { get; init; } = [];
}
