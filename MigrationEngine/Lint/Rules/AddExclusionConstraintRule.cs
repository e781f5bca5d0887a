namespace TradingPlatform.MigrationEngine;

/// <summary>An exclusion constraint is added to a table that exists.</summary>
internal sealed class AddExclusionConstraintRule() : LintRule(
    LintRuleIds.AddExclusionConstraint,
    LintSeverity.Error,
    "An exclusion constraint is added to a table that exists",
    new(TableLock.AccessExclusive, Scans: true),
    "Only a new or an empty table can get one without a stop: make a new table with it and move the rows over in batches.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddExclusion)
            .Select(item => item.Says($"its index is built on {item.Table} while everybody waits, and there is no other way{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
