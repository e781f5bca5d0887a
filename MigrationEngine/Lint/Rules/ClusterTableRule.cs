namespace TradingPlatform.MigrationEngine;

/// <summary>CLUSTER.</summary>
internal sealed class ClusterTableRule() : LintRule(
    LintRuleIds.ClusterTable,
    LintSeverity.Error,
    "CLUSTER",
    new(TableLock.AccessExclusive, Rewrites: true, Scans: true),
    "pg_repack orders a table while it is used.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.Cluster)
            .Select(item => item.Says($"{item.Table} is written anew while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
