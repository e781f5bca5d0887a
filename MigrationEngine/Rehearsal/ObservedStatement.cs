namespace TradingPlatform.MigrationEngine;

/// <summary>A statement of a run, for an <see cref="IStatementObserver"/>.</summary>
/// <param name="MigrationId">The migration.</param>
/// <param name="Step">The step, from 0.</param>
/// <param name="Index">The statement within the step, from 0.</param>
/// <param name="Sql">The statement.</param>
/// <param name="Kind">When its locks end.</param>
internal sealed record ObservedStatement(string MigrationId, int Step, int Index, string Sql, ObservedKind Kind);
