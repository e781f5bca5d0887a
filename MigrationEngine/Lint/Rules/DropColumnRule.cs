namespace TradingPlatform.MigrationEngine;

/// <summary>A column is dropped.</summary>
internal sealed class DropColumnRule() : LintRule(
    LintRuleIds.DropColumn,
    LintSeverity.Error,
    "A column is dropped",
    new(TableLock.AccessExclusive) { BreaksApplications = true, LosesData = true },
    "Release an application that does not use it first; then drop it in a migration with [MigrationPhase(MigrationPhase.Contract)].")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.DropColumn)
            .Select(item => item.Says($"versions of the application that still run read and write {item.Table}.{item.Change.Name}; its values are lost", subject.SeverityOfBreaking));
}
