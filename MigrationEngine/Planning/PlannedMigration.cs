namespace TradingPlatform.MigrationEngine;

/// <summary>One migration of a plan. Its last step also writes or deletes the history row.</summary>
/// <param name="Id">The migration.</param>
/// <param name="Direction">Which way it is run.</param>
/// <param name="Steps">Its steps, at least one, the last one transactional.</param>
/// <param name="SqlHash">SHA-256 over all of its SQL, in hex: a half-done migration is resumed only by the same SQL.</param>
/// <param name="Losses">What it would destroy that EF's operations know of; raw SQL is not looked into.</param>
public sealed record PlannedMigration(
    string Id, MigrationDirection Direction, IReadOnlyList<MigrationStep> Steps, string SqlHash, IReadOnlyList<PotentialLoss> Losses);
