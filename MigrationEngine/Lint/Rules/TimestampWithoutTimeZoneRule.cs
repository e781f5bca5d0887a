namespace TradingPlatform.MigrationEngine;

/// <summary>A column of type timestamp without time zone.</summary>
internal sealed class TimestampWithoutTimeZoneRule() : LintRule(
    LintRuleIds.TimestampWithoutTimeZone,
    LintSeverity.Advice,
    "A column of type timestamp without time zone",
    LintHazard.None,
    "timestamp with time zone, which is an instant: without a zone the same value means another one on another server.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.Items
            .Where(item => item.Change.Kind is ChangeKind.AddColumn or ChangeKind.AlterColumnType && item.Change.Column?.Type is { } type && PostgresType.Of(type).Name == "timestamp without time zone")
            .Select(item => item.Says($"{item.Table}.{item.Change.Name} is {item.Change.Column!.Type}"));
}
