namespace TradingPlatform.MigrationEngine;

/// <summary>An index is dropped while everybody waits.</summary>
internal sealed class DropIndexBlockingRule() : LintRule(
    LintRuleIds.DropIndexBlocking,
    LintSeverity.Error,
    "An index is dropped while everybody waits",
    new(TableLock.AccessExclusive),
    "DROP INDEX CONCURRENTLY, outside of a transaction.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.DropIndex)
            .Where(item => !item.Change.IsConcurrent)
            .Select(item => item.Says($"dropping {item.Change.Name} waits for every query of its table, and every later query waits behind it"));
}
