using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Says that a safety rule does not count for the operations of one Up or Down. Writes no SQL.</summary>
/// <remarks>Made by <see cref="SafetyExemptions.Exempt(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder, string, string)"/>.</remarks>
public sealed class ExemptOperation : MigrationOperation
{
    /// <summary>The rule's id, one of <see cref="LintRuleIds"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>Why the rule does not count here.</summary>
    public required string Reason { get; init; }
}
