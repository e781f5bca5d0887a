namespace TradingPlatform.MigrationEngine;

/// <summary>A non-unique index of more than three columns.</summary>
internal sealed class CreateIndexManyColumnsRule() : LintRule(
    LintRuleIds.CreateIndexManyColumns,
    LintSeverity.Advice,
    "A non-unique index of more than three columns",
    new(TableLock.Share, Scans: true),
    "An index of the two or three columns that select most is smaller and serves more queries.")
{
    private const int MostColumns = 3;

    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.All(ChangeKind.CreateIndex)
            .Where(item => !item.Change.IsUnique && item.Change.Columns.Count > MostColumns)
            .Select(item => item.Says(FormattableString.Invariant($"{item.Change.Name} has {item.Change.Columns.Count} columns: it is rarely worth what every write pays for it")));
}
