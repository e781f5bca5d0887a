namespace TradingPlatform.MigrationEngine;

/// <summary>A table or an index goes to another tablespace or access method.</summary>
internal sealed class MoveTableRule() : LintRule(
    LintRuleIds.MoveTable,
    LintSeverity.Error,
    "A table or an index goes to another tablespace or access method",
    new(TableLock.AccessExclusive, Rewrites: true, Scans: true),
    "Make the new place before there are rows, or move it with pg_repack; an index is built there CONCURRENTLY and takes the old one's name.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.MoveTable)
            .Select(item => item.Says($"{item.Table} is copied while everybody waits{(item.Change.Expression is null ? subject.Facts?.RowsInWords(item.InCatalog!) : "")}"));
}
