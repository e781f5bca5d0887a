namespace TradingPlatform.MigrationEngine;

/// <summary>A column is added.</summary>
internal sealed class AddColumnRule() : LintRule(
    LintRuleIds.AddColumn,
    LintSeverity.Info,
    "A column is added",
    new(TableLock.AccessExclusive, Since: 11),
    "Nothing to do: PostgreSQL stores a constant default once, and the run gives up its wait for the lock after a moment and tries again.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddColumn)
            .Where(item => item.Change.Effects.All(effect => effect is { Rewrites: false, Scans: false }))
            .Select(item => item.Says($"{item.Table} is locked for the moment in which column {item.Change.Name} is added"));
}
