namespace TradingPlatform.MigrationEngine;

/// <summary>A label is added to an enumeration beside other changes.</summary>
internal sealed class EnumAddValueRule() : LintRule(
    LintRuleIds.EnumAddValue,
    LintSeverity.Warning,
    "A label is added to an enumeration beside other changes",
    LintHazard.None,
    "Add it in a migration of its own: the label cannot be used before the commit (55P04), and a failure of the others takes it back.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.All(ChangeKind.EnumAddValue)
            .Where(item => item.Statement.Transaction is { } transaction && subject.Items.SkipWhile(other => other != item).Any(other =>
                other.Statement.Transaction == transaction && other.Change.Kind != ChangeKind.EnumAddValue))
            .Select(item => item.Says($"what follows in the same transaction cannot use the label {item.Change.NewName} of {item.Change.Name} yet"));
}
