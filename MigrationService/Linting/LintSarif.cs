using System.Reflection;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The findings as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/.</summary>
internal static class LintSarif
{
    private const string Root = "SRCROOT";

    public static object Of(LintAnswer answer) => new Dictionary<string, object>
    {
        ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new[]
        {
            new
            {
                tool = new
                {
                    driver = new
                    {
                        name = "TradingPlatform lint",
                        semanticVersion = typeof(LintSarif).Assembly.GetName().Version?.ToString(3),
                        version = typeof(LintSarif).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
                        rules = LintRules.All.Select(Rule),
                    },
                },
                columnKind = "utf16CodeUnits",
                results = answer.Findings.Select(finding => Result(finding, answer.LineOf(finding))),
            },
        },
    };

    private static object Rule(ILintRule rule) => new
    {
        id = rule.Id,
        shortDescription = new { text = rule.Title },
        fullDescription = new { text = $"{rule.Title}: {rule.Hazard}." },
        help = new { text = $"{rule.Recipe} docs/rules/{rule.Id}.md" },
        defaultConfiguration = new { level = Level(rule.Severity) },
    };

    private static object Result(LintFinding finding, SourceLine? line) => new
    {
        ruleId = finding.Rule,
        ruleIndex = LintRules.All.Index().First(pair => pair.Item.Id == finding.Rule).Index,
        level = Level(finding.Severity),
        message = new { text = $"{finding.Message}. {finding.Recipe}" },
        locations = new[] { Location(finding, line) },
        // An empty list says that it is not suppressed.
        suppressions = finding.ExemptionReason is { } reason ? new[] { new { kind = "inSource", justification = reason } } : [],
        partialFingerprints = new Dictionary<string, string>
        {
            ["operation/v1"] = FormattableString.Invariant($"{finding.Rule}:{finding.MigrationId}:{finding.Direction}:{finding.Operation}:{finding.Table}"),
        },
    };

    private static Dictionary<string, object> Location(LintFinding finding, SourceLine? line)
    {
        var name = $"{finding.MigrationId}.{finding.Direction}";
        var location = new Dictionary<string, object> { ["logicalLocations"] = new[] { new { fullyQualifiedName = name, kind = "function" } } };
        if (line is not null)
            location["physicalLocation"] = new { artifactLocation = new { uri = Uri.EscapeDataString(line.File).Replace("%2F", "/", StringComparison.Ordinal), uriBaseId = Root }, region = new { startLine = line.Line } };
        return location;
    }

    private static string Level(LintSeverity severity) => severity switch
    {
        LintSeverity.Error => "error",
        LintSeverity.Warning => "warning",
        _ => "note",
    };
}
