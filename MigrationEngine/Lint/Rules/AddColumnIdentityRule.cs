namespace TradingPlatform.MigrationEngine;

/// <summary>A serial or identity column is added.</summary>
internal sealed class AddColumnIdentityRule() : LintRule(
    LintRuleIds.AddColumnIdentity,
    LintSeverity.Error,
    "A serial or identity column is added",
    new(TableLock.AccessExclusive, Rewrites: true, Scans: true),
    "Add a plain bigint column, give it a sequence as its default, fill the old rows in batches, then make it required and the sequence its own.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddColumn)
            .Where(item => item.Change.Column is { } column && (column.IsIdentity || (column.Type is { } type && PostgresType.Of(type).IsSerial)))
            .Select(item => item.Says($"every row of {item.Table} gets a number in {item.Change.Name}: the table is written anew while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
