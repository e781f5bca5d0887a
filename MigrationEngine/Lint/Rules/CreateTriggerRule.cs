namespace TradingPlatform.MigrationEngine;

/// <summary>A trigger is created on a table that exists.</summary>
internal sealed class CreateTriggerRule() : LintRule(
    LintRuleIds.CreateTrigger,
    LintSeverity.Info,
    "A trigger is created on a table that exists",
    new(TableLock.ShareRowExclusive),
    "Nothing to do: the run gives up its wait for the lock after a moment and tries again.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.CreateTrigger)
            .Select(item => item.Says($"writes to {item.Table} wait for the moment in which {item.Change.Name} is created"));
}
