namespace TradingPlatform.MigrationEngine;

/// <summary>REFRESH MATERIALIZED VIEW without CONCURRENTLY.</summary>
internal sealed class RefreshMaterializedViewBlockingRule() : LintRule(
    LintRuleIds.RefreshMaterializedViewBlocking,
    LintSeverity.Error,
    "REFRESH MATERIALIZED VIEW without CONCURRENTLY",
    new(TableLock.AccessExclusive, Rewrites: true),
    "REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on the view; and not in a migration but in a job.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.RefreshMaterializedView)
            .Where(item => !item.Change.IsConcurrent)
            .Select(item => item.Says($"readers of {item.Table} wait until its query is done"));
}
