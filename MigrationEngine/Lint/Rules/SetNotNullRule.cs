namespace TradingPlatform.MigrationEngine;

/// <summary>A column is made required.</summary>
internal sealed class SetNotNullRule() : LintRule(
    LintRuleIds.SetNotNull,
    LintSeverity.Error,
    "A column is made required",
    new(TableLock.AccessExclusive, Scans: true),
    "Add CHECK (column IS NOT NULL) NOT VALID, validate it in a transaction of its own, then SET NOT NULL, which reads nothing since PostgreSQL 12, and drop the CHECK.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.SetNotNull)
            .Where(item => !item.Change.IsNotValid && !IsProven(subject, item))
            .Select(item => item.Says($"all of {item.Table} is read for NULLs in {item.Change.Name} while everybody waits{subject.Facts?.RowsInWords(item.InCatalog!)}"));

    /// <summary>A CHECK that says the same was added and validated before.</summary>
    private static bool IsProven(LintSubject subject, LintItem item) =>
        subject.Before(item, ChangeKind.AddCheck).Any(check => check.Table == item.Table
            && Says(check.Change.Expression, item.Change.Name!)
            && (!check.Change.IsNotValid || subject.Before(item, ChangeKind.ValidateConstraint).Any(valid => valid.Table == item.Table && valid.Change.Name == check.Change.Name)));

    private static bool Says(string? expression, string column)
    {
        var tokens = expression is null ? null : SqlTokens.Of(expression)?.Items.Where(token => !token.Is("(") && !token.Is(")")).ToList();
        return tokens is [var name, var @is, var not, var @null] && name.AsName == column && @is.Is("IS") && not.Is("NOT") && @null.Is("NULL");
    }
}
