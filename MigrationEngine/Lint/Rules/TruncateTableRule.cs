namespace TradingPlatform.MigrationEngine;

/// <summary>TRUNCATE.</summary>
internal sealed class TruncateTableRule() : LintRule(
    LintRuleIds.TruncateTable,
    LintSeverity.Error,
    "TRUNCATE",
    new(TableLock.AccessExclusive, Rewrites: true) { LosesData = true },
    "Delete the rows in batches, or make a new table and let the application move over.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.Truncate)
            .Select(item => item.Says($"all rows of {item.Table} are lost while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
