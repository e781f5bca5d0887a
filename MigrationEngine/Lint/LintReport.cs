namespace TradingPlatform.MigrationEngine;

/// <summary>What the lint found.</summary>
/// <param name="Findings">The findings, in the order of the migrations and their operations, the exempted and the assured among them.</param>
/// <param name="UnusedExemptions">The exemptions that exempt nothing.</param>
public sealed record LintReport(IReadOnlyList<LintFinding> Findings, IReadOnlyList<UnusedExemption> UnusedExemptions)
{
    /// <summary>What is said of some of the migrations.</summary>
    internal LintReport Of(IReadOnlySet<string> ids) => new(
        [.. Findings.Where(finding => ids.Contains(finding.MigrationId))], [.. UnusedExemptions.Where(unused => ids.Contains(unused.MigrationId))]);

    /// <summary>What stands in the way, at this severity or above.</summary>
    public IEnumerable<LintFinding> Standing(LintSeverity severity) => Findings.Where(finding => finding.Counts && finding.Severity >= severity);
}
