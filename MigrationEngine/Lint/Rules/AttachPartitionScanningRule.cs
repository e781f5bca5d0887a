namespace TradingPlatform.MigrationEngine;

/// <summary>ATTACH PARTITION reads the new partition.</summary>
internal sealed class AttachPartitionScanningRule() : LintRule(
    LintRuleIds.AttachPartitionScanning,
    LintSeverity.Warning,
    "ATTACH PARTITION reads the new partition",
    new(TableLock.AccessExclusive, Scans: true),
    "Give the table a CHECK constraint that says the same as the bounds, NOT VALID and then validated, before it is attached: then nothing is read.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AttachPartition)
            .Where(item => !HasCheck(subject, item))
            .Select(item => item.Says($"{item.Change.Other} is read while it is locked, unless a CHECK constraint proves its bounds{subject.Facts?.RowsInWords(item.OtherInCatalog!)}"));

    private static bool HasCheck(LintSubject subject, LintItem item) =>
        subject.Before(item, ChangeKind.AddCheck).Any(check => check.Table == item.Change.Other)
        || subject.Before(item, ChangeKind.CreateTable).Any(table => table.Table == item.Change.Other);
}
