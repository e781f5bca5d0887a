namespace TradingPlatform.MigrationEngine;

/// <summary>A table is renamed.</summary>
internal sealed class RenameTableRule() : LintRule(
    LintRuleIds.RenameTable,
    LintSeverity.Error,
    "A table is renamed",
    new(TableLock.AccessExclusive) { BreaksApplications = true },
    "Make an updatable view with the old name in the same transaction, and drop it when no version of the application uses it any more.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.RenameTable)
            .Select(item => item.Says($"versions of the application that still run do not find {item.Table} any more", subject.SeverityOfBreaking));
}
