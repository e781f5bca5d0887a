namespace TradingPlatform.MigrationEngine;

/// <summary>A column is renamed.</summary>
internal sealed class RenameColumnRule() : LintRule(
    LintRuleIds.RenameColumn,
    LintSeverity.Error,
    "A column is renamed",
    new(TableLock.AccessExclusive) { BreaksApplications = true },
    "Add a column with the new name, keep both in step with a trigger, let the application move over, then drop the old one; or keep the name in the database and rename the property.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.RenameColumn)
            .Select(item => item.Says($"versions of the application that still run do not find {item.Table}.{item.Change.Name} any more", subject.SeverityOfBreaking));
}
