using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What a lint has to say, for each of the formats.</summary>
/// <param name="Report">What was found.</param>
/// <param name="Migrations">How many migrations were looked at.</param>
/// <param name="UsedCatalog">Whether the catalog of a database was looked at too.</param>
/// <param name="Shown">From which severity on findings are shown.</param>
/// <param name="FailOn">From which severity on a finding stands in the way.</param>
internal sealed record LintAnswer(LintReport Report, int Migrations, bool UsedCatalog, LintSeverity Shown, LintSeverity FailOn)
{
    private readonly MigrationSources _sources = new(typeof(TradingDbContext).Assembly);

    /// <summary>The findings that are shown. An information of what is assured is one too.</summary>
    public IReadOnlyList<LintFinding> Findings => [.. Report.Findings.Where(finding => finding.Severity >= Shown)];

    /// <summary>What stands in the way.</summary>
    public IReadOnlyList<LintFinding> Standing => [.. Report.Standing(FailOn)];

    /// <summary>Whether exemptions that exempt nothing stand in the way too: as warnings.</summary>
    public MigrationExitCode ExitCode =>
        Standing.Count > 0 || (FailOn <= LintSeverity.Warning && Report.UnusedExemptions.Count > 0) ? MigrationExitCode.Refused : MigrationExitCode.Success;

    /// <summary>The last line for people.</summary>
    public string Verdict
    {
        get
        {
            var exempted = Report.Findings.Count(finding => finding.ExemptionReason is not null);
            var counts = Enum.GetValues<LintSeverity>().Reverse().Where(severity => severity >= Shown)
                .Select(severity => (severity, Count: Findings.Count(finding => finding.Severity == severity && finding.ExemptionReason is null)))
                .Where(pair => pair.Count > 0)
                .Select(pair => FormattableString.Invariant($"{pair.Count} {pair.severity.ToString().ToLowerInvariant()}"));
            var found = string.Join(", ", counts);
            return $"{Counted.Of(Migrations, "migration")} linted{(UsedCatalog ? " with the database's catalog" : "")}: {(found.Length == 0 ? "nothing found" : found)}"
                + (exempted == 0 ? "." : FormattableString.Invariant($"; {exempted} exempted."));
        }
    }

    /// <summary>Where a finding stands in the sources; null where there are none.</summary>
    public SourceLine? LineOf(LintFinding finding) =>
        _sources.Find(finding.MigrationId, finding.Direction, finding.OperationKind, finding.PlaceOfKind, finding.CountOfKind);

    /// <summary>Where an exemption stands: in the method.</summary>
    public SourceLine? LineOf(UnusedExemption exemption) => _sources.Find(exemption.MigrationId, exemption.Direction, "", 0, -1);
}
