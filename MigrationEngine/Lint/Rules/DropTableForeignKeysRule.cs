namespace TradingPlatform.MigrationEngine;

/// <summary>A table that holds foreign keys is dropped.</summary>
internal sealed class DropTableForeignKeysRule() : LintRule(
    LintRuleIds.DropTableForeignKeys,
    LintSeverity.Advice,
    "A table that holds foreign keys is dropped",
    new(TableLock.AccessExclusive) { LosesData = true },
    "Drop its foreign keys first, one at a time: each then waits for two tables and not for all of them at once.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject)
    {
        foreach (var item in subject.OnExisting(ChangeKind.DropTable))
        {
            if (subject.Facts is null) yield return item.Says($"where {item.Table} holds foreign keys, the tables that they reference are locked with it", LintSeverity.Info);
            else if (subject.Facts.Of(item.InCatalog!)?.References is { Count: > 0 } references)
                yield return item.Says($"{item.Table} references {string.Join(", ", references)}: all are locked together");
        }
    }
}
