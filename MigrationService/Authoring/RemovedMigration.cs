namespace TradingPlatform.MigrationService;

/// <summary>What taking a migration back did.</summary>
/// <param name="Id">The migration.</param>
/// <param name="Files">The deleted files.</param>
/// <param name="SnapshotFile">The file that was put back, or deleted with the first migration.</param>
/// <param name="TestLeft">A test of the migration that somebody has worked on, which stays; null without one.</param>
internal sealed record RemovedMigration(string Id, IReadOnlyList<string> Files, string SnapshotFile, string? TestLeft);
