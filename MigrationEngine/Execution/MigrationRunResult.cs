namespace TradingPlatform.MigrationEngine;

/// <summary>What a successful run did.</summary>
/// <param name="RunId">The run in the journal; null when there was nothing to do, which leaves no trace there.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Migrations">The migrations that were applied or reverted, in that order.</param>
/// <param name="Duration">From the look at the history to the last commit.</param>
public sealed record MigrationRunResult(Guid? RunId, MigrationDirection Direction, IReadOnlyList<string> Migrations, TimeSpan Duration)
{
    /// <summary>Contract migrations that are left, with what they wait for. Default: none.</summary>
    public IReadOnlyList<WaitingMigration> Waiting { get; init; } = [];
}
