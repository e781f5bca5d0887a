namespace TradingPlatform.MigrationEngine;

/// <summary>One migration of a build and its place among the others.</summary>
/// <param name="Id">Its id, as in the history table.</param>
/// <param name="Parents">What must be applied before it; empty for a root.</param>
/// <param name="Replaces">What it folds if it is a squash, oldest first; else empty.</param>
public sealed record MigrationNode(string Id, IReadOnlyList<string> Parents, IReadOnlyList<string> Replaces);
