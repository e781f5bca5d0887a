namespace TradingPlatform.MigrationEngine;

/// <summary>UPDATE or DELETE without WHERE.</summary>
internal sealed class DataChangeWithoutWhereRule() : LintRule(
    LintRuleIds.DataChangeWithoutWhere,
    LintSeverity.Error,
    "UPDATE or DELETE without WHERE",
    new(TableLock.RowExclusive, Scans: true),
    "Say which rows need it (… WHERE new IS NULL), and change them in batches.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.Items
            .Where(item => item is { IsNew: false, Change: { Kind: ChangeKind.UpdateRows or ChangeKind.DeleteRows, HasFilter: false } })
            .Select(item => item.Says($"every row of {item.Table} is {(item.Change.Kind == ChangeKind.UpdateRows ? "written anew" : "deleted")} at once{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
