namespace TradingPlatform.MigrationEngine;

/// <summary>A schema is dropped.</summary>
internal sealed class DropSchemaRule() : LintRule(
    LintRuleIds.DropSchema,
    LintSeverity.Error,
    "A schema is dropped",
    new(TableLock.None) { BreaksApplications = true, LosesData = true },
    "Drop what it holds first, each when nothing uses it any more; then drop it in a migration with [MigrationPhase(MigrationPhase.Contract)].")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.All(ChangeKind.DropSchema)
            .Select(item => item.Says($"what still uses schema {item.Change.Name} fails; with CASCADE all that it holds is lost", subject.SeverityOfBreaking));
}
