namespace TradingPlatform.MigrationEngine;

/// <summary>Something stored that a migration would destroy if it holds rows.</summary>
/// <param name="Kind">What is done to it.</param>
/// <param name="Schema">Its schema; null for the search path.</param>
/// <param name="Table">Its table; null for <see cref="PotentialLossKind.DropSchema"/>, and for a <see cref="PotentialLossKind.RawSql"/> that names none.</param>
/// <param name="Column">Its column, for the kinds that concern one.</param>
/// <param name="OldType">The column's type before, for <see cref="PotentialLossKind.NarrowColumn"/>.</param>
/// <param name="NewType">The column's type afterwards, for <see cref="PotentialLossKind.NarrowColumn"/>.</param>
/// <param name="Sql">The statement of <see cref="PotentialLossKind.RawSql"/>.</param>
public sealed record PotentialLoss(
    PotentialLossKind Kind, string? Schema, string? Table, string? Column = null, string? OldType = null, string? NewType = null,
    string? Sql = null);
