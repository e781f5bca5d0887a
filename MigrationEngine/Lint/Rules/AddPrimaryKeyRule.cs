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
            .Where(item => item.Change is { UsesIndex: false, IsInline: false })
            .Select(item => item.Says($"the index is built on {item.Table} while everybody waits{subject.Facts?.RowsInWords(item.Table!)}"));
}
