namespace TradingPlatform.MigrationEngine;

/// <summary>What a batch writes down about its range.</summary>
/// <param name="Position">The last key that is done; null: as it was.</param>
/// <param name="IsDone">Whether the whole range is.</param>
/// <param name="BatchSize">The rows that the next batch is to have.</param>
/// <param name="Walked">The rows that were looked at.</param>
/// <param name="Changed">The rows that were changed.</param>
/// <param name="Elapsed">The time that it took.</param>
internal readonly record struct BackfillCheckpoint(string[]? Position, bool IsDone, int BatchSize, long Walked, long Changed, TimeSpan Elapsed);
