namespace TradingPlatform.MigrationService;

/// <summary>How the lint writes what it found.</summary>
internal enum LintFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON document; the same as <c>--json</c>.</summary>
    Json,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,

    /// <summary>Workflow commands of GitHub Actions, which become annotations of the changed lines.</summary>
    GitHub,
}
