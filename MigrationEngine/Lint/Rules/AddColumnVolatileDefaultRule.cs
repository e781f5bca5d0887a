namespace TradingPlatform.MigrationEngine;

/// <summary>A column is added with a default that is computed anew for every row.</summary>
internal sealed class AddColumnVolatileDefaultRule() : LintRule(
    LintRuleIds.AddColumnVolatileDefault,
    LintSeverity.Error,
    "A column is added with a default that is computed anew for every row",
    new(TableLock.AccessExclusive, Rewrites: true, Scans: true),
    "Add the column without a default, set the default for new rows, fill the old rows in batches, then make it required.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddColumn)
            .Where(item => item.Change.Column is { IsGenerated: false, IsIdentity: false } column && DefaultExpression.IsVolatile(column.Default) is not false)
            .Select(item => item.Says(
                $"the default {item.Change.Column!.Default} of {item.Table}.{item.Change.Name} {(DefaultExpression.IsVolatile(item.Change.Column.Default) is true ? "is" : "may be")} "
                + $"computed for every row that exists: the table is written anew while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
