namespace TradingPlatform.MigrationEngine;

/// <summary>The type of a column is changed.</summary>
internal sealed class AlterColumnTypeRule() : LintRule(
    LintRuleIds.AlterColumnType,
    LintSeverity.Error,
    "The type of a column is changed",
    new(TableLock.AccessExclusive, Rewrites: true, Scans: true),
    "Add a column of the new type, keep both in step with a trigger, fill the old rows in batches, let the application move over, then drop the old one.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject)
    {
        foreach (var item in subject.OnExisting(ChangeKind.AlterColumnType))
        {
            var column = item.Change.Column!;
            var old = column.OldType ?? subject.Facts?.Of(item.InCatalog!)?.Columns.GetValueOrDefault(item.NameInCatalog!);
            bool? rewrites = column.Using is null ? TypeChange.Rewrites(old, column.Type) : true;
            if (rewrites is false) continue;

            var from = old is null ? "" : $" from {old}";
            yield return item.Says(
                $"{item.Table}.{column.Name} changes{from} to {column.Type}: "
                + (rewrites is true ? "the table and its indexes are written anew while everybody waits" : "whether that writes the table anew cannot be told from the types")
                + subject.Facts?.RowsInWords(item.InCatalog!));
        }
    }
}
