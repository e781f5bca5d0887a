namespace TradingPlatform.MigrationEngine;

/// <summary>A migration that was run on a copy.</summary>
/// <param name="Id">The migration.</param>
/// <param name="Statements">Its statements, in order; those after a failure are missing.</param>
public sealed record RehearsedMigration(string Id, IReadOnlyList<RehearsedStatement> Statements);
