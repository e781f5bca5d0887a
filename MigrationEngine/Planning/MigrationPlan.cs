namespace TradingPlatform.MigrationEngine;

/// <summary>What a run would do.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Migrations">The migrations in the order in which they run; empty when there is nothing to do.</param>
public sealed record MigrationPlan(MigrationDirection Direction, IReadOnlyList<PlannedMigration> Migrations)
{
    /// <summary>Squashes whose row is written, and whose replaced rows are deleted, before anything runs. Default: none.</summary>
    public IReadOnlyList<RecognisedSquash> Squashes { get; init; } = [];
}
