namespace TradingPlatform.MigrationEngine;

/// <summary>The type of a column with a CHECK constraint is changed.</summary>
internal sealed class AlterColumnTypeCheckedRule() : LintRule(
    LintRuleIds.AlterColumnTypeChecked,
    LintSeverity.Error,
    "The type of a column with a CHECK constraint is changed",
    new(TableLock.AccessExclusive, Scans: true),
    "Drop the constraint, change the type, and add the constraint again: NOT VALID, and validated after it.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AlterColumnType)
            .Where(item => subject.Facts?.Of(item.InCatalog!)?.CheckedColumns.Contains(item.NameInCatalog!) is true && !IsDropped(subject, item))
            .Select(item => item.Says($"a CHECK constraint names {item.Table}.{item.Change.Name}: it is verified again for every row while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));

    // Which constraint it is that goes first is taken to be the right one.
    private static bool IsDropped(LintSubject subject, LintItem item) =>
        subject.Before(item, ChangeKind.DropConstraint).Any(drop => drop.Table == item.Table);
}
