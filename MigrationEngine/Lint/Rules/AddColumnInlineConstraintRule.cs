namespace TradingPlatform.MigrationEngine;

/// <summary>A column is added with a constraint in its definition.</summary>
internal sealed class AddColumnInlineConstraintRule() : LintRule(
    LintRuleIds.AddColumnInlineConstraint,
    LintSeverity.Error,
    "A column is added with a constraint in its definition",
    new(TableLock.AccessExclusive, Scans: true),
    "Add the column first, then the constraint: a CHECK or a foreign key as NOT VALID with a VALIDATE of its own, a key by an index that was built concurrently.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.Items
            .Where(item => item is { IsNew: false, Change: { IsInline: true, IsOfNewTable: false } })
            .Select(item => item.Says(item.Change.Kind switch
            {
                ChangeKind.AddForeignKey => $"with a column of {item.Table} comes a foreign key: writes to {item.Table} and {item.Change.Other} wait meanwhile",
                ChangeKind.AddCheck => $"with a column of {item.Table} comes a CHECK: the table is read while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}",
                _ => $"with a column of {item.Table} comes a key: its index is built while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}",
            }));
}
