namespace TradingPlatform.MigrationEngine;

/// <summary>What a run did of one backfill.</summary>
/// <param name="Name">The backfill.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="RowsChanged">Rows that this run changed.</param>
/// <param name="RowsSetAside">Rows that are set aside by now, of all runs.</param>
/// <param name="Duration">How long this run worked on it.</param>
/// <param name="Error">Why it failed, in one sentence; else null.</param>
public sealed record BackfillResult(string Name, BackfillOutcome Outcome, long RowsChanged, long RowsSetAside, TimeSpan Duration, string? Error);
