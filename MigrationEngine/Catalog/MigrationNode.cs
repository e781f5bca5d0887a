namespace TradingPlatform.MigrationEngine;

/// <summary>One migration of a build and its place among the others.</summary>
/// <param name="Id">Its id, as in the history table.</param>
/// <param name="Parents">What must be applied before it; empty for a root.</param>
/// <param name="Replaces">What it folds if it is a squash, oldest first; else empty.</param>
public sealed record MigrationNode(string Id, IReadOnlyList<string> Parents, IReadOnlyList<string> Replaces)
{
    /// <summary>When it may run, seen from the applications. Default: expand.</summary>
    public MigrationPhase Phase { get; init; }

    /// <summary>The names of the backfills that must have finished before it. Default: none.</summary>
    public IReadOnlyList<string> Backfills { get; init; } = [];

    /// <summary>The migration that every living application build must contain before it runs; null where its class names none, which stands for itself.</summary>
    public string? OldestBuild { get; init; }
}
