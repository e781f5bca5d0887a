namespace TradingPlatform.MigrationEngine;

/// <summary>A typed operation, or one statement of raw SQL.</summary>
/// <param name="Operation">The operation's place among those of its direction, from 0.</param>
/// <param name="Effects">What it does.</param>
/// <param name="IsRaw">Whether the author wrote SQL.</param>
/// <param name="Transaction">The number of the transaction in which it runs; null for none.</param>
internal sealed record LintStatement(int Operation, StatementEffects Effects, bool IsRaw, int? Transaction);
