namespace TradingPlatform.MigrationEngine;

/// <summary>A column is made optional.</summary>
internal sealed class DropNotNullRule() : LintRule(
    LintRuleIds.DropNotNull,
    LintSeverity.Warning,
    "A column is made optional",
    new(TableLock.AccessExclusive) { BreaksApplications = true },
    "Release an application that can read NULL there before one that writes it.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.DropNotNull)
            .Select(item => item.Says($"readers of {item.Table}.{item.Change.Name} that run now do not expect NULL", subject.Direction == MigrationDirection.Down ? LintSeverity.Advice : null));
}
