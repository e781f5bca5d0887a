namespace TradingPlatform.MigrationEngine;

/// <summary>A row that a backfill could not do.</summary>
/// <param name="Key">Its primary key as text, column by column.</param>
/// <param name="SqlState">PostgreSQL's code of the error; null where the backfill's own code failed.</param>
/// <param name="Error">What was wrong.</param>
/// <param name="At">When it was set aside.</param>
public sealed record SetAsideRow(IReadOnlyList<string> Key, string? SqlState, string Error, DateTimeOffset At);
