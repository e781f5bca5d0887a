namespace TradingPlatform.MigrationEngine;

/// <summary>A migration locks a table itself.</summary>
internal sealed class LockTableRule() : LintRule(
    LintRuleIds.LockTable,
    LintSeverity.Error,
    "A migration locks a table itself",
    new(TableLock.AccessExclusive),
    "Let the statement that needs a lock take it: the run then waits only a moment, and tries again.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.LockTable)
            .Where(item => item.Change.Effects[0].Lock.BlocksApplications)
            .Select(item => item.Says($"LOCK TABLE holds {item.Change.Effects[0].Lock.InWords} on {item.Table} to the end of the transaction"));
}
