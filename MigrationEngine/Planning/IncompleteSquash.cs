namespace TradingPlatform.MigrationEngine;

/// <summary>A squash of which the database has only a part, so that it can neither be run nor counted as applied.</summary>
/// <param name="Id">The squash.</param>
/// <param name="Applied">What it folds and the database has.</param>
/// <param name="Missing">What it folds and the database lacks.</param>
public sealed record IncompleteSquash(string Id, IReadOnlyList<string> Applied, IReadOnlyList<string> Missing)
{
    /// <summary>What is wrong and what to do.</summary>
    public string Sentence =>
        $"{Id} folds {Applied.Count + Missing.Count} migrations of which this database has only {Applied.Count}: first run `up` with the build before the squash, the last one that contains {Missing[^1]}.";
}
