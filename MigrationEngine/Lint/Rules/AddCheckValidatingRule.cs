namespace TradingPlatform.MigrationEngine;

/// <summary>A CHECK constraint is validated where it is added.</summary>
internal sealed class AddCheckValidatingRule() : LintRule(
    LintRuleIds.AddCheckValidating,
    LintSeverity.Error,
    "A CHECK constraint is validated where it is added",
    new(TableLock.AccessExclusive, Scans: true),
    "Add it NOT VALID, and VALIDATE CONSTRAINT in a transaction of its own.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddCheck)
            .Where(item => item.Change is { IsNotValid: false, IsInline: false })
            .Select(item => item.Says($"all of {item.Table} is read while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
