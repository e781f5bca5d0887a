namespace TradingPlatform.MigrationEngine;

/// <summary>A constraint has no name.</summary>
internal sealed class UnnamedConstraintRule() : LintRule(
    LintRuleIds.UnnamedConstraint,
    LintSeverity.Advice,
    "A constraint has no name",
    LintHazard.None,
    "Name it: what PostgreSQL makes up differs between databases, and a later migration has to name it.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.Items
            .Where(item => item.Change is { Name: null, Kind: ChangeKind.AddPrimaryKey or ChangeKind.AddUnique or ChangeKind.AddCheck or ChangeKind.AddForeignKey or ChangeKind.AddExclusion })
            .Select(item => item.Says($"PostgreSQL makes up the name of a constraint of {item.Table}"));
}
