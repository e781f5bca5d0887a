namespace TradingPlatform.MigrationEngine;

/// <summary>One row of the history table, with what the journal adds to it.</summary>
/// <param name="Id">The migration.</param>
/// <param name="ProductVersion">EF Core's version that built its SQL.</param>
/// <param name="AppliedAt">When; null where it was applied before the journal existed or by another tool.</param>
public sealed record AppliedMigration(string Id, string ProductVersion, DateTimeOffset? AppliedAt);
