namespace TradingPlatform.MigrationEngine;

/// <summary>What a script is written from.</summary>
/// <param name="Plan">The migrations with their SQL, in the order in which they run.</param>
/// <param name="Graph">All migrations of the build.</param>
/// <param name="History">Where the applied ones are listed.</param>
/// <param name="Before">What is applied where it starts.</param>
/// <param name="From">The name of that state.</param>
/// <param name="To">The name of the state in which it ends.</param>
/// <param name="IsIdempotent">Whether it finds out by itself what is already done.</param>
/// <param name="Options">The program's name and version, and the patience that is the script's default.</param>
internal sealed record ScriptPlan(
    MigrationPlan Plan,
    MigrationGraph Graph,
    HistoryTable History,
    IReadOnlyList<string> Before,
    string From,
    string To,
    bool IsIdempotent,
    MigrationScriptOptions Options)
{
    public string Direction { get; } = Plan.Direction == MigrationDirection.Up ? "up" : "down";

    /// <summary>The migrations that it runs.</summary>
    public IReadOnlyList<string> Ids { get; } = [.. Plan.Migrations.Select(migration => migration.Id)];

    /// <summary>Every id that a database of this build may have, those included that a squash has replaced.</summary>
    public IReadOnlyList<string> Known => [.. Graph.Ids, .. Graph.Migrations.SelectMany(node => node.Replaces)];

    /// <summary>What must be applied without being part of the script.</summary>
    public IReadOnlyList<string> Prerequisites => [.. Graph.Sort(Ids.SelectMany(Graph.AncestorsOf).Distinct().Except(Ids))];

    /// <summary>What must not be applied because it builds on what the script reverts.</summary>
    public IReadOnlyList<string> Dependents => [.. Graph.Sort(Ids.SelectMany(Graph.DescendantsOf).Distinct().Except(Ids))];

    /// <summary>The build's squashes, each with the hash of its operations.</summary>
    public IReadOnlyList<(MigrationNode Node, string Hash)> Squashes { get; init; } = [];
}
