namespace TradingPlatform.MigrationEngine;

/// <summary>A constraint is added to a domain.</summary>
internal sealed class AlterDomainConstraintRule() : LintRule(
    LintRuleIds.AlterDomainConstraint,
    LintSeverity.Error,
    "A constraint is added to a domain",
    new(TableLock.Share, Scans: true),
    "Add it NOT VALID and validate it in a migration of its own, or put a CHECK on the columns instead.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.All(ChangeKind.AlterDomainConstraint)
            .Where(item => !item.Change.IsNotValid)
            .Select(item => item.Says($"every table with a column of {item.Change.Name} is read while writes to it wait"));
}
