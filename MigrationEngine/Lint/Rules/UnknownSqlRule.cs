namespace TradingPlatform.MigrationEngine;

/// <summary>SQL of whose effects nothing certain can be told.</summary>
internal sealed class UnknownSqlRule() : LintRule(
    LintRuleIds.UnknownSql,
    LintSeverity.Error,
    "SQL of whose effects nothing certain can be told",
    LintHazard.None,
    "Write it in statements that can be read, or look at what it does and exempt the operation with the reason.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.Statements
            .Where(statement => statement is { IsRaw: true, Effects.Unknown: not null })
            .Select(statement => new LintMatch(statement, Table: null, $"{statement.Effects.Unknown}: {Sql.Excerpt(statement.Effects.Sql)}"));
}
