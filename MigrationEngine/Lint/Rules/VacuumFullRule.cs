namespace TradingPlatform.MigrationEngine;

/// <summary>VACUUM FULL.</summary>
internal sealed class VacuumFullRule() : LintRule(
    LintRuleIds.VacuumFull,
    LintSeverity.Error,
    "VACUUM FULL",
    new(TableLock.AccessExclusive, Rewrites: true, Scans: true),
    "A plain VACUUM, or pg_repack where the space must go back to the system.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.VacuumFull)
            .Select(item => item.Says($"{item.Table} is written anew while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
