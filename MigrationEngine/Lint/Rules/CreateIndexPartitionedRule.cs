namespace TradingPlatform.MigrationEngine;

/// <summary>An index of a partitioned table is built at once.</summary>
internal sealed class CreateIndexPartitionedRule() : LintRule(
    LintRuleIds.CreateIndexPartitioned,
    LintSeverity.Error,
    "An index of a partitioned table is built at once",
    new(TableLock.Share, Scans: true),
    "CREATE INDEX ON ONLY the parent, build the same index CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.CreateIndex)
            .Where(item => !item.Change.IsOnly && !IsBuiltPartByPart(item) && subject.Facts?.Of(item.InCatalog!) is { IsPartitioned: true })
            .Select(item => item.Says($"{item.Table} is partitioned: its index cannot be built concurrently, and writes to all partitions wait meanwhile"));

    /// <summary>The run builds a concurrent index of a partitioned table part by part by itself.</summary>
    private static bool IsBuiltPartByPart(LintItem item) => item.Change.IsConcurrent && item.Statement.Transaction is null;
}
