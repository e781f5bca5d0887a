namespace TradingPlatform.MigrationEngine;

/// <summary>Rows are changed in the transaction of a migration.</summary>
internal sealed class DataChangeInTransactionRule() : LintRule(
    LintRuleIds.DataChangeInTransaction,
    LintSeverity.Error,
    "Rows are changed in the transaction of a migration",
    new(TableLock.RowExclusive, Scans: true),
    "Outside of the transaction and in batches: Sql(…, suppressTransaction: true) with a DO block that commits after each, or a backfill of its own.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject)
    {
        foreach (var item in subject.Items.Where(item => !item.IsNew && item.Statement.Transaction is not null && item.Change.Kind is ChangeKind.UpdateRows or ChangeKind.DeleteRows))
        {
            var strong = subject.Items.FirstOrDefault(other => !other.IsNew && other.Statement.Transaction == item.Statement.Transaction
                && other.Change.Effects.Any(effect => effect.Lock.BlocksApplications));
            var also = strong is null ? "" : $", and so is {strong.Change.Effects.Max(effect => effect.Lock).InWords} on {strong.Table}";
            // What EF writes names its rows by their keys.
            if (item.Statement.IsRaw) yield return item.Says($"the rows of {item.Table} that it changes stay locked until the migration commits{also}{subject.Facts?.RowsInWords(item.InCatalog!)}");
            else if (strong is not null) yield return item.Says($"a row of {item.Table} stays locked until the migration commits{also}", LintSeverity.Warning);
        }
    }
}
