using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>A safety rule that does not count, and why.</summary>
/// <param name="Rule">The rule's id, one of <see cref="LintRuleIds"/>.</param>
/// <param name="Reason">The author's reason, never empty.</param>
/// <param name="Operation">The operation for which it does not count; null for all operations of its Up or Down.</param>
public sealed record SafetyExemption(string Rule, string Reason, MigrationOperation? Operation);
