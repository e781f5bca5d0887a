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
            .Where(item => item.Change is { UsesIndex: false, IsInline: false })
            .Select(item => item.Says($"the index is built on {item.Table} while everybody waits{subject.Facts?.RowsInWords(item.Table!)}"));
}
