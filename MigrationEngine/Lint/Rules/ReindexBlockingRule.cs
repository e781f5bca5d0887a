namespace TradingPlatform.MigrationEngine;

/// <summary>REINDEX without CONCURRENTLY.</summary>
internal sealed class ReindexBlockingRule() : LintRule(
    LintRuleIds.ReindexBlocking,
    LintSeverity.Error,
    "REINDEX without CONCURRENTLY",
    new(TableLock.Share, Scans: true),
    "REINDEX … CONCURRENTLY, outside of a transaction.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.Reindex)
            .Where(item => !item.Change.IsConcurrent)
            .Select(item => item.Says($"the index is built anew while writes wait, and reads too that could use it{(item.InCatalog is { } table ? subject.Facts?.RowsInWords(table) : "")}"));
}
