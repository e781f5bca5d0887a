namespace TradingPlatform.MigrationEngine;

/// <summary>What has been learned of a statement so far.</summary>
internal sealed class StatementDraft
{
    public string Command { get; set; } = "";

    public List<SchemaChange> Changes { get; } = [];

    /// <summary>What WITH names: queries that read like tables.</summary>
    public HashSet<string> WithNames { get; } = [];

    public bool NeedsNoTransaction { get; set; }

    public bool ControlsTransaction { get; set; }

    public string? Incomplete { get; set; }

    public string? Unknown { get; set; }

    public StatementEffects Finish(string sql) => new()
    {
        Sql = sql,
        Command = Command,
        Tables = Merge(Changes.SelectMany(change => change.Effects)),
        NeedsNoTransaction = NeedsNoTransaction,
        ControlsTransaction = ControlsTransaction,
        Incomplete = Incomplete,
        Unknown = Unknown,
        Changes = Changes,
    };

    /// <summary>Each table once, with what is strongest.</summary>
    public static IReadOnlyList<TableEffect> Merge(IEnumerable<TableEffect> effects) =>
    [
        .. effects.GroupBy(effect => new Target(effect.Table, effect.IsTableOfIndex)).Select(group => group.Aggregate((one, other) => one with
        {
            Lock = one.Lock > other.Lock ? one.Lock : other.Lock,
            Rewrites = Either(one.Rewrites, other.Rewrites),
            Scans = Either(one.Scans, other.Scans),
            ReachesReferenced = one.ReachesReferenced || other.ReachesReferenced,
        })),
    ];

    private sealed record Target(TableName Table, bool IsTableOfIndex);

    private static bool? Either(bool? one, bool? other) => one is true || other is true ? true : one is null || other is null ? null : false;
}
