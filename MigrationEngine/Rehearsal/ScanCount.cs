namespace TradingPlatform.MigrationEngine;

/// <summary>How often a table was read from end to end, as PostgreSQL's statistics count it.</summary>
/// <param name="Scans">Sequential scans that were begun.</param>
/// <param name="Rows">Rows that they read.</param>
internal readonly record struct ScanCount(long Scans, long Rows);
