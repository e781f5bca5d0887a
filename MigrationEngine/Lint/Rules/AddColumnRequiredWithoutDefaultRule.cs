namespace TradingPlatform.MigrationEngine;

/// <summary>A required column is added without a default.</summary>
internal sealed class AddColumnRequiredWithoutDefaultRule() : LintRule(
    LintRuleIds.AddColumnRequiredWithoutDefault,
    LintSeverity.Error,
    "A required column is added without a default",
    new(TableLock.AccessExclusive, Scans: true) { BreaksApplications = true },
    "Give it a constant default, or add it as nullable, fill it, and make it required in a later release.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddColumn)
            .Where(item => item.Change.Column is { IsNullable: false, Default: null, IsIdentity: false, IsGenerated: false } column && column.Type is { } type && !PostgresType.Of(type).IsSerial)
            .Select(item => item.Says(
                $"{item.Table}.{item.Change.Name} is required and has no default: this fails where the table has rows, and INSERTs of the application that runs fail after it"));
}
