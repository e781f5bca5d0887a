namespace TradingPlatform.MigrationEngine;

/// <summary>DETACH PARTITION without CONCURRENTLY.</summary>
internal sealed class DetachPartitionBlockingRule() : LintRule(
    LintRuleIds.DetachPartitionBlocking,
    LintSeverity.Error,
    "DETACH PARTITION without CONCURRENTLY",
    new(TableLock.AccessExclusive),
    "DETACH PARTITION … CONCURRENTLY (PostgreSQL 14), outside of a transaction.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.DetachPartition)
            .Where(item => !item.Change.IsConcurrent)
            .Select(item => item.Says($"detaching {item.Change.Other} waits for every query of {item.Table}, and every later query waits behind it"));
}
