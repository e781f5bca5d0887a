namespace TradingPlatform.MigrationEngine;

/// <summary>What a stamp changed in the history; no migration was executed.</summary>
/// <param name="RunId">The run in the journal; null when the history already said so, which leaves no trace there.</param>
/// <param name="Added">The migrations that now count as applied, in order.</param>
/// <param name="Removed">The migrations that no longer do, newest first.</param>
public sealed record StampResult(Guid? RunId, IReadOnlyList<string> Added, IReadOnlyList<string> Removed);
