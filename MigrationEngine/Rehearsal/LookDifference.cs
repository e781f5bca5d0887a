namespace TradingPlatform.MigrationEngine;

/// <summary>Tells from two looks at a session what happened in between.</summary>
/// <param name="baseline">The relations before the step: what it makes itself, nobody else waits for.</param>
/// <param name="before">The look before the statement.</param>
/// <param name="after">The look after it.</param>
internal sealed class LookDifference(IReadOnlyDictionary<uint, RelationState> baseline, SessionLook before, SessionLook after)
{
    public IReadOnlyList<(RelationState Relation, TableLock Mode)> Locks(IEnumerable<(uint Relation, TableLock Mode)> seen) =>
    [
        .. seen.Except(before.Locks)
            .Where(one => baseline.ContainsKey(one.Relation))
            .Select(one => (baseline[one.Relation], one.Mode))
            .OrderBy(one => one.Item1.Name.ToString(), StringComparer.Ordinal).ThenByDescending(one => one.Mode),
    ];

    public IReadOnlyDictionary<TableName, TableLock> Held => before.Locks
        .Where(one => baseline.ContainsKey(one.Relation))
        .GroupBy(one => baseline[one.Relation].Name)
        .ToDictionary(group => group.Key, group => group.Max(one => one.Mode));

    public IReadOnlyList<TableName> Rewritten =>
    [
        .. after.Relations
            .Where(one => !one.Value.IsIndex && one.Value.Kind != 'S' && baseline.ContainsKey(one.Key)
                && before.Relations.TryGetValue(one.Key, out var earlier) && earlier.File != one.Value.File)
            .Select(one => baseline[one.Key].Name),
    ];

    /// <summary>By file and not by oid: a constraint's index is made anew where its column's type changes, and may keep its file.</summary>
    public IReadOnlyList<(TableName Index, TableName Table)> Built
    {
        get
        {
            var files = before.Relations.Values.Select(relation => relation.File).ToHashSet();
            return
            [
                .. after.Relations.Values
                    .Where(relation => relation is { IsIndex: true, File: not null, Table: { } table } && baseline.ContainsKey(table) && !files.Contains(relation.File))
                    .Select(relation => (relation.Name, baseline[relation.Table!.Value].Name)),
            ];
        }
    }

    public IReadOnlyDictionary<TableName, ScanCount>? Scanned => before.Scans is null || after.Scans is null ? null : after.Scans
        .Where(one => baseline.ContainsKey(one.Key))
        .Select(one => (baseline[one.Key].Name, Count: Less(one.Value, before.Scans.GetValueOrDefault(one.Key))))
        .Where(one => one.Count.Scans > 0 || one.Count.Rows > 0)
        .ToDictionary(one => one.Name, one => one.Count);

    public long WalBytes => after.Wal - before.Wal;

    private static ScanCount Less(ScanCount after, ScanCount before) => new(after.Scans - before.Scans, after.Rows - before.Rows);
}
