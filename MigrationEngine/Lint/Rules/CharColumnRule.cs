namespace TradingPlatform.MigrationEngine;

/// <summary>A column of type char(n).</summary>
internal sealed class CharColumnRule() : LintRule(
    LintRuleIds.CharColumn,
    LintSeverity.Advice,
    "A column of type char(n)",
    LintHazard.None,
    "text, with a CHECK on its length where that matters: char(n) stores blanks and compares without them.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.Items
            .Where(item => item.Change.Kind is ChangeKind.AddColumn or ChangeKind.AlterColumnType && item.Change.Column?.Type is { } type && PostgresType.Of(type).Name == "character")
            .Select(item => item.Says($"{item.Table}.{item.Change.Name} is {item.Change.Column!.Type}"));
}
