namespace TradingPlatform.MigrationEngine;

/// <summary>A foreign key is validated where it is added.</summary>
internal sealed class AddForeignKeyValidatingRule() : LintRule(
    LintRuleIds.AddForeignKeyValidating,
    LintSeverity.Error,
    "A foreign key is validated where it is added",
    new(TableLock.ShareRowExclusive, Scans: true),
    "Add it NOT VALID, and VALIDATE CONSTRAINT in a transaction of its own.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddForeignKey)
            .Where(item => item.Change is { IsNotValid: false, IsInline: false })
            .Select(item => item.Says($"writes to {item.Table} and {item.Change.Other} wait while {item.Table} is read{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
