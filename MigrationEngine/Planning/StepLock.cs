namespace TradingPlatform.MigrationEngine;

/// <summary>A lock that keeps applications waiting, which a step takes on a table that exists.</summary>
/// <param name="Relation">The table, or with <paramref name="IsTableOfIndex"/> the index whose table it is; quoted.</param>
/// <param name="Lock">The lock.</param>
/// <param name="IsTableOfIndex">Whether the statement names the index only.</param>
/// <param name="ReachesReferenced">Whether the tables that it references are locked too.</param>
public sealed record StepLock(string Relation, TableLock Lock, bool IsTableOfIndex, bool ReachesReferenced);
