namespace TradingPlatform.MigrationEngine;

/// <summary>A contract migration that is not applied yet, and what it waits for.</summary>
/// <param name="Id">The migration.</param>
/// <param name="Reasons">What must happen first, a sentence each; empty where <c>complete</c> would apply it now.</param>
public sealed record WaitingMigration(string Id, IReadOnlyList<string> Reasons)
{
    /// <summary>The living instances that are older than it allows. Default: none.</summary>
    public IReadOnlyList<ApplicationInstance> Instances { get; init; } = [];

    /// <summary>The backfills that it needs and that have not finished. Default: none.</summary>
    public IReadOnlyList<string> Backfills { get; init; } = [];

    /// <summary>Whether it may be applied now.</summary>
    public bool IsReady => Reasons.Count == 0;

    /// <summary>One sentence: the migration and what it waits for.</summary>
    public string Sentence => IsReady
        ? $"{Id} can be applied: run `complete`."
        : $"{Id} waits: {string.Join("; ", Reasons)}.";
}
