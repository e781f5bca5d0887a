namespace TradingPlatform.MigrationEngine;

/// <summary>A primary key builds its index itself.</summary>
internal sealed class AddPrimaryKeyRule() : LintRule(
    LintRuleIds.AddPrimaryKey,
    LintSeverity.Error,
    "A primary key builds its index itself",
    new(TableLock.AccessExclusive, Scans: true),
    "Make the columns required the safe way, build a unique index CONCURRENTLY, then ADD CONSTRAINT … PRIMARY KEY USING INDEX.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddPrimaryKey)
            .Where(item => !item.Change.IsInline && (!item.Change.UsesIndex || subject.Facts?.Of(item.InCatalog!) is { IsPartitioned: true }))
            .Select(item => item.Change.UsesIndex
                ? item.Says($"{item.Table} is partitioned: PostgreSQL has no USING INDEX there, so give each partition its key first")
                : item.Says($"the index is built on {item.Table} while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
