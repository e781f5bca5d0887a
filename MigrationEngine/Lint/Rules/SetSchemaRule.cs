namespace TradingPlatform.MigrationEngine;

/// <summary>A table is moved to another schema.</summary>
internal sealed class SetSchemaRule() : LintRule(
    LintRuleIds.SetSchema,
    LintSeverity.Error,
    "A table is moved to another schema",
    new(TableLock.AccessExclusive) { BreaksApplications = true },
    "Make an updatable view at the old place in the same transaction, and drop it when no version of the application uses it any more.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.SetSchema)
            .Select(item => item.Says($"versions of the application that still run do not find {item.Table} any more", subject.SeverityOfBreaking));
}
