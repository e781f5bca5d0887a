namespace TradingPlatform.MigrationEngine;

/// <summary>What a run would do.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Migrations">The migrations in the order in which they run; empty when there is nothing to do.</param>
public sealed record MigrationPlan(MigrationDirection Direction, IReadOnlyList<PlannedMigration> Migrations)
{
    /// <summary>Squashes whose row is written, and whose replaced rows are deleted, before anything runs. Default: none.</summary>
    public IReadOnlyList<RecognisedSquash> Squashes { get; init; } = [];

    /// <summary>Whether the schema was never used before this plan has run. Default: false.</summary>
    internal bool EndsFirstBuild { get; init; }

    /// <summary>Whether there are several migrations and the database had no table when the plan was made, so that steps that only spare others need not be apart. Default: false.</summary>
    public bool IsForNobody { get; init; }

    /// <summary>The same for a database without any table, in which there is nobody to look for before a lock is asked for.</summary>
    internal MigrationPlan ForNobody() => this with
    {
        IsForNobody = true,
        Migrations = [.. Migrations.Select(migration => migration with { Steps = [.. migration.Steps.Select(step => step with { Locks = [] })] })],
    };

    /// <summary>Contract migrations that are not applied and are not part of the plan, with what they wait for. Default: none.</summary>
    public IReadOnlyList<WaitingMigration> Waiting { get; init; } = [];
}
