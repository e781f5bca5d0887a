namespace TradingPlatform.MigrationEngine;

/// <summary>A schema, sequence, view, type or function is renamed or moved.</summary>
internal sealed class RenameObjectRule() : LintRule(
    LintRuleIds.RenameObject,
    LintSeverity.Error,
    "A schema, sequence, view, type or function is renamed or moved",
    new(TableLock.None) { BreaksApplications = true },
    "Make a second one with the new name, let the application move over, then drop the old one.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.All(ChangeKind.RenameObject)
            .Select(item => item.Says($"what still uses {item.Change.Name} does not find it any more", subject.SeverityOfBreaking));
}
