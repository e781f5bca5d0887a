namespace TradingPlatform.MigrationEngine;

/// <summary>A rule that can be checked.</summary>
internal abstract class LintRule(string id, LintSeverity severity, string title, LintHazard hazard, string recipe) : ILintRule
{
    public string Id => id;

    public LintSeverity Severity => severity;

    public string Title => title;

    public LintHazard Hazard => hazard;

    public string Recipe => recipe;

    /// <summary>Where the rule is broken.</summary>
    public abstract IEnumerable<LintMatch> Check(LintSubject subject);
}
