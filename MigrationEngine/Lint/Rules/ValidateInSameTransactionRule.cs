namespace TradingPlatform.MigrationEngine;

/// <summary>A constraint is validated in the transaction that added it.</summary>
internal sealed class ValidateInSameTransactionRule() : LintRule(
    LintRuleIds.ValidateInSameTransaction,
    LintSeverity.Error,
    "A constraint is validated in the transaction that added it",
    new(TableLock.AccessExclusive, Scans: true),
    "Let the transaction that adds it commit first: VALIDATE CONSTRAINT with suppressTransaction: true, or in the next migration.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.ValidateConstraint)
            .Where(item => item.Statement.Transaction is { } transaction && subject.Items.TakeWhile(other => other != item).Any(other =>
                other.Statement.Transaction == transaction && other.Table == item.Table && other.Change is { IsNotValid: true } && other.Change.Name == item.Change.Name))
            .Select(item => item.Says($"{item.Change.Name} was added in the same transaction: its lock on {item.Table} is held while the table is read{subject.Facts?.RowsInWords(item.InCatalog!)}"));
}
