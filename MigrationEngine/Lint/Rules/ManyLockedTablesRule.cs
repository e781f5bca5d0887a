namespace TradingPlatform.MigrationEngine;

/// <summary>Several tables are locked in one transaction.</summary>
internal sealed class ManyLockedTablesRule() : LintRule(
    LintRuleIds.ManyLockedTables,
    LintSeverity.Warning,
    "Several tables are locked in one transaction",
    new(TableLock.AccessExclusive),
    "One table a migration: each lock is held until the last one is had, and two transactions that take them in another order block each other for good.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject)
    {
        foreach (var transaction in subject.Items.Where(item => !item.IsNew && item.Statement.Transaction is not null).GroupBy(item => item.Statement.Transaction))
        {
            var locked = transaction.SelectMany(item => item.Change.Effects.Where(effect => effect.Lock.BlocksApplications).Select(effect => (Item: item, effect.Table))).DistinctBy(pair => pair.Table).ToList();
            if (locked.Count > 1)
                yield return locked[1].Item.Says(
                    $"one transaction locks {string.Join(", ", locked.Select(pair => pair.Table))}: the first waits for clients of the last",
                    subject.Direction == MigrationDirection.Down ? LintSeverity.Advice : null);
        }
    }
}
