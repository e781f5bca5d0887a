namespace TradingPlatform.MigrationEngine;

/// <summary>A place at which a rule is broken.</summary>
/// <param name="Statement">Where.</param>
/// <param name="Table">The table concerned; null for none.</param>
/// <param name="Message">What is wrong there.</param>
/// <param name="Severity">How much that matters; null for as much as the rule.</param>
internal sealed record LintMatch(LintStatement Statement, TableName? Table, string Message, LintSeverity? Severity = null);
