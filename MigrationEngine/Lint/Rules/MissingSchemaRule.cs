namespace TradingPlatform.MigrationEngine;

/// <summary>A table is named without its schema.</summary>
internal sealed class MissingSchemaRule() : LintRule(
    LintRuleIds.MissingSchema,
    LintSeverity.Advice,
    "A table is named without its schema",
    LintHazard.None,
    "Name the schema: which table is meant depends on the search_path of the session that runs it.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.Statements
            .Where(statement => statement.IsRaw)
            .Select(statement => (Statement: statement, Table: statement.Effects.Changes.Select(change => change.Table).FirstOrDefault(table => table is { Schema: null })))
            .Where(found => found.Table is not null)
            .Select(found => new LintMatch(found.Statement, found.Table, $"the search_path decides which {found.Table} is meant"));
}
