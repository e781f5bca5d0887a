namespace TradingPlatform.MigrationEngine;

/// <summary>A label of an enumeration is renamed.</summary>
internal sealed class EnumRenameValueRule() : LintRule(
    LintRuleIds.EnumRenameValue,
    LintSeverity.Error,
    "A label of an enumeration is renamed",
    new(TableLock.None) { BreaksApplications = true },
    "Add the new label in a migration of its own, let the application write it, update the rows in batches; labels cannot be dropped.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.All(ChangeKind.EnumRenameValue)
            .Select(item => item.Says($"versions of the application that still run send and expect {item.Change.Name}", subject.SeverityOfBreaking));
}
