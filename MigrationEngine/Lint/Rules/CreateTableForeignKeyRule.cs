namespace TradingPlatform.MigrationEngine;

/// <summary>A new table references one that exists.</summary>
internal sealed class CreateTableForeignKeyRule() : LintRule(
    LintRuleIds.CreateTableForeignKey,
    LintSeverity.Info,
    "A new table references one that exists",
    new(TableLock.ShareRowExclusive),
    "Nothing to do: the run gives up its wait for the lock after a moment and tries again.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.All(ChangeKind.AddForeignKey)
            .Where(item => item.Change.IsOfNewTable && item.Change.Effects.Count > 0)
            .Select(item => item.Says($"writes to {item.Change.Other} wait for the moment in which {item.Table} is made"));
}
