namespace TradingPlatform.MigrationEngine;

/// <summary>A safety rule that does not count in a migration, or for a part of it.</summary>
/// <param name="Rule">The rule's id, one of <see cref="LintRuleIds"/>.</param>
/// <param name="Reason">The author's reason.</param>
public sealed record PlannedExemption(string Rule, string Reason)
{
    /// <summary>As the journal keeps several: a line each; null for none.</summary>
    internal static string? Text(IReadOnlyList<PlannedExemption> exemptions) =>
        exemptions.Count == 0 ? null : string.Join('\n', exemptions.Select(exemption => $"{exemption.Rule}: {exemption.Reason.ReplaceLineEndings(" ")}"));
}
