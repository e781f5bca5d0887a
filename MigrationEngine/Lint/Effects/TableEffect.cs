namespace TradingPlatform.MigrationEngine;

/// <summary>What a statement does to one table.</summary>
/// <param name="Table">The table; with <see cref="IsTableOfIndex"/> the index whose table it is.</param>
/// <param name="Lock">The strongest lock that it takes on it.</param>
/// <param name="Rewrites">Whether every row is written anew in a new file; null where that depends on what only the catalog knows.</param>
/// <param name="Scans">Whether every row is read; null where that depends on what only the catalog knows.</param>
public sealed record TableEffect(TableName Table, TableLock Lock, bool? Rewrites = false, bool? Scans = false)
{
    /// <summary>Whether <see cref="Table"/> is an index that the statement names without its table.</summary>
    public bool IsTableOfIndex { get; init; }

    /// <summary>Whether the lock falls on the tables too that foreign keys of this table reference.</summary>
    public bool ReachesReferenced { get; init; }
}
