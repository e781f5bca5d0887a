namespace TradingPlatform.MigrationEngine;

/// <summary>A unique constraint builds its index itself.</summary>
internal sealed class AddUniqueConstraintRule() : LintRule(
    LintRuleIds.AddUniqueConstraint,
    LintSeverity.Error,
    "A unique constraint builds its index itself",
    new(TableLock.AccessExclusive, Scans: true),
    "Build a unique index CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddUnique)
            .Where(item => !item.Change.IsInline && (!item.Change.UsesIndex || subject.Facts?.Of(item.InCatalog!) is { IsPartitioned: true }))
            .Select(item => item.Change.UsesIndex
                ? item.Says($"{item.Table} is partitioned: PostgreSQL has no USING INDEX there, so give each partition its key first")
                : item.Says($"the index is built on {item.Table} while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
