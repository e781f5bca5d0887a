namespace TradingPlatform.MigrationEngine;

/// <summary>SET UNLOGGED or SET LOGGED.</summary>
internal sealed class SetUnloggedRule() : LintRule(
    LintRuleIds.SetUnlogged,
    LintSeverity.Error,
    "SET UNLOGGED or SET LOGGED",
    new(TableLock.AccessExclusive, Rewrites: true, Scans: true),
    "Decide when the table is made: the rows of an unlogged table are lost in a crash, and never reach a replica.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.SetLogged)
            .Select(item => item.Says($"{item.Table} is written anew while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
