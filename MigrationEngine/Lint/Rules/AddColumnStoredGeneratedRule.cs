namespace TradingPlatform.MigrationEngine;

/// <summary>A stored generated column is added.</summary>
internal sealed class AddColumnStoredGeneratedRule() : LintRule(
    LintRuleIds.AddColumnStoredGenerated,
    LintSeverity.Error,
    "A stored generated column is added",
    new(TableLock.AccessExclusive, Rewrites: true, Scans: true),
    "Add a plain column that a trigger keeps, and fill the old rows in batches; since PostgreSQL 18 a VIRTUAL column costs nothing.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddColumn)
            .Where(item => item.Change.Column is { IsGenerated: true, IsStored: true })
            .Select(item => item.Says($"{item.Table}.{item.Change.Name} is computed for every row: the table is written anew while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
