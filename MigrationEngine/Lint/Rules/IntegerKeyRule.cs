namespace TradingPlatform.MigrationEngine;

/// <summary>A key of four or two bytes.</summary>
internal sealed class IntegerKeyRule() : LintRule(
    LintRuleIds.IntegerKey,
    LintSeverity.Advice,
    "A key of four or two bytes",
    LintHazard.None,
    "bigint or uuid: 2,147,483,647 rows come sooner than expected, and a key's type is the hardest to change.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        from item in subject.Items
        where item.Change.Kind == ChangeKind.AddPrimaryKey && item.Change.Columns.Count == 1
        let column = subject.All(ChangeKind.AddColumn).FirstOrDefault(added => added.Table == item.Table && added.Change.Name == item.Change.Columns[0])
        where column?.Change.Column?.Type is { } type && PostgresType.Of(type).Name is "integer" or "smallint" or "serial" or "smallserial"
        select item.Says($"the key {item.Table}.{item.Change.Columns[0]} is {column.Change.Column!.Type}");
}
