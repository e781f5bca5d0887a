namespace TradingPlatform.MigrationEngine;

/// <summary>Stored data that a plan would destroy, counted in the database as it is.</summary>
/// <param name="MigrationId">The migration that destroys it.</param>
/// <param name="What">What is done to it.</param>
/// <param name="Rows">The number of rows or values, more than none; null for raw SQL, of which that cannot be known.</param>
/// <param name="Description">The loss in words, such as "3 rows of table shop.orders".</param>
public sealed record FoundLoss(string MigrationId, PotentialLoss What, long? Rows, string Description);
