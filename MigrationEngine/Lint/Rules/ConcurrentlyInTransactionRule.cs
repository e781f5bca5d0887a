namespace TradingPlatform.MigrationEngine;

/// <summary>A statement stands in a transaction that PostgreSQL refuses there.</summary>
internal sealed class ConcurrentlyInTransactionRule() : LintRule(
    LintRuleIds.ConcurrentlyInTransaction,
    LintSeverity.Error,
    "A statement stands in a transaction that PostgreSQL refuses there",
    LintHazard.None,
    "Give Sql(…) suppressTransaction: true, with this statement alone in it.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.Statements
            .Where(statement => statement.Effects.NeedsNoTransaction && statement.Transaction is not null)
            .Select(statement => new LintMatch(statement, statement.Effects.Tables is [var first, ..] ? first.Table : null, $"{statement.Effects.Command} fails inside of a transaction: {Sql.Excerpt(statement.Effects.Sql)}"));
}
