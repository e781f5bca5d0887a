namespace TradingPlatform.MigrationEngine;

/// <summary>What a rule of the lint is about. <see cref="LintRules.All"/> has them all; docs/rules has a page for each.</summary>
public interface ILintRule
{
    /// <summary>One of <see cref="LintRuleIds"/>.</summary>
    string Id { get; }

    /// <summary>How much a finding matters, where nothing makes it milder.</summary>
    LintSeverity Severity { get; }

    /// <summary>The rule in a sentence without a full stop.</summary>
    string Title { get; }

    /// <summary>What is claimed that PostgreSQL does.</summary>
    LintHazard Hazard { get; }

    /// <summary>What to do instead, in a sentence or two.</summary>
    string Recipe { get; }
}
