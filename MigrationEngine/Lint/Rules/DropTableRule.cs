namespace TradingPlatform.MigrationEngine;

/// <summary>A table is dropped.</summary>
internal sealed class DropTableRule() : LintRule(
    LintRuleIds.DropTable,
    LintSeverity.Error,
    "A table is dropped",
    new(TableLock.AccessExclusive) { BreaksApplications = true, LosesData = true },
    "Release an application that does not use it first; then drop it in a migration with [MigrationPhase(MigrationPhase.Contract)].")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.DropTable)
            .Select(item => item.Says($"versions of the application that still run use {item.Table}; its rows are lost{subject.Facts?.RowsInWords(item.InCatalog!)}", subject.SeverityOfBreaking));
}
