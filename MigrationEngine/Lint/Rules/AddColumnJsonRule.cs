namespace TradingPlatform.MigrationEngine;

/// <summary>A column of type json.</summary>
internal sealed class AddColumnJsonRule() : LintRule(
    LintRuleIds.AddColumnJson,
    LintSeverity.Error,
    "A column of type json",
    new(TableLock.AccessExclusive) { BreaksApplications = true },
    "Use jsonb, which can be compared and indexed.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.All(ChangeKind.AddColumn)
            .Where(item => item.Change.Column?.Type is { } type && PostgresType.Of(type).Name == "json")
            .Select(item => item.Says($"{item.Table}.{item.Change.Name} is json, which has no equality: SELECT DISTINCT, GROUP BY and UNION over it fail", item.IsNew ? LintSeverity.Warning : null));
}
