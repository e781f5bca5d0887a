namespace TradingPlatform.MigrationEngine;

/// <summary>An index is built while writes wait.</summary>
internal sealed class CreateIndexBlockingRule() : LintRule(
    LintRuleIds.CreateIndexBlocking,
    LintSeverity.Error,
    "An index is built while writes wait",
    new(TableLock.Share, Scans: true),
    "CREATE INDEX CONCURRENTLY, outside of a transaction.")
{
    private const int FirstOfCorrupting = 14_00_00;

    private const int FirstRepaired = 14_00_04;

    public override IEnumerable<LintMatch> Check(LintSubject subject)
    {
        foreach (var item in subject.OnExisting(ChangeKind.CreateIndex).Where(item => !item.Change.IsOnly))
        {
            if (!item.Change.IsConcurrent)
                yield return item.Says($"index {item.Change.Name ?? "without a name"} is built on {item.Table} while writes to it wait{subject.Facts?.RowsInWords(item.InCatalog!)}");
            else if (subject.Facts?.ServerVersion is >= FirstOfCorrupting and < FirstRepaired)
                yield return item.Says($"PostgreSQL 14.0 to 14.3 lose rows of an index that is built concurrently: update the server before {item.Change.Name} is built");
        }
    }
}
