namespace TradingPlatform.MigrationEngine;

/// <summary>A foreign key is dropped.</summary>
internal sealed class DropForeignKeyRule() : LintRule(
    LintRuleIds.DropForeignKey,
    LintSeverity.Info,
    "A foreign key is dropped",
    new(TableLock.AccessExclusive),
    "Nothing to do: the run gives up its wait for the locks after a moment and tries again. One foreign key a migration waits for fewer tables.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.DropConstraint)
            .Where(item => item.Change.Expression == "FOREIGN KEY" || item.Change.Name!.StartsWith("fk", StringComparison.OrdinalIgnoreCase) || item.Change.Name.EndsWith("_fkey", StringComparison.Ordinal))
            .Select(item => item.Says($"{item.Table} and the table that {item.Change.Name} references are locked for a moment"));
}
