using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Writes what the lint found, for people, for programs and for GitHub.</summary>
internal static class LintOutput
{
    public static void Write(LintAnswer answer, LintFormat format)
    {
        switch (format)
        {
            case LintFormat.Json:
                WriteDocument(answer);
                break;
            case LintFormat.Sarif:
                JsonOutput.Write(LintSarif.Of(answer));
                break;
            case LintFormat.GitHub:
                WriteAnnotations(answer);
                break;
            default:
                WriteText(answer);
                break;
        }
    }

    /// <summary>Findings for people: each on a line, and below those of one rule what to do.</summary>
    public static void WriteFindings(IEnumerable<LintFinding> findings, Func<LintFinding, SourceLine?> lineOf)
    {
        foreach (var group in findings.GroupBy(finding => (finding.Rule, finding.Severity, finding.ExemptionReason, finding.Recipe)))
        {
            foreach (var finding in group)
            {
                var where = lineOf(finding) is { } line ? FormattableString.Invariant($"{line.File}:{line.Line}: ") : "";
                TextLine.Write("  ", new Cell(Word(finding), ToneOf(finding)), $" {finding.Rule}: {where}{finding.Message}");
            }

            TextLine.Write(new Cell(group.Key.ExemptionReason is { } reason ? $"    {reason}" : $"    {group.Key.Recipe}", Tone.Muted));
        }
    }

    /// <summary>A report as objects of a JSON document, without places in the sources.</summary>
    public static object Document(LintReport report) => report.Findings.Select(finding => Document(finding, line: null));

    /// <summary>A finding as an object of a JSON document.</summary>
    private static object Document(LintFinding finding, SourceLine? line) => new
    {
        migration = finding.MigrationId,
        finding.Direction,
        finding.Rule,
        finding.Severity,
        finding.Operation,
        finding.OperationKind,
        finding.Table,
        finding.Message,
        finding.Recipe,
        finding.ExemptionReason,
        finding.IsAssured,
        file = line?.File,
        line = line?.Line,
    };

    private static void WriteText(LintAnswer answer)
    {
        foreach (var group in answer.Findings.GroupBy(finding => (finding.MigrationId, finding.Direction)))
        {
            TextLine.Heading($"{group.Key.MigrationId} {(group.Key.Direction == MigrationDirection.Up ? "up" : "down")}");
            WriteFindings(group, answer.LineOf);
        }

        if (answer.Report.UnusedExemptions.Count > 0) TextLine.Heading("Exemptions that exempt nothing");
        foreach (var unused in answer.Report.UnusedExemptions)
            TextLine.Write("  ", new Cell(unused.Rule, Tone.Notice), $" in {unused.MigrationId} {unused.Direction.ToString().ToLowerInvariant()}: {unused.Reason}");

        if (answer.Findings.Count + answer.Report.UnusedExemptions.Count > 0) Console.Out.WriteLine();
        TextLine.Write(new Cell(answer.Verdict, answer.ExitCode == MigrationExitCode.Success ? Tone.Good : Tone.Bad));
        if (answer.Findings.Any(finding => finding.Counts)) TextLine.Write(new Cell("docs/rules has a page for each rule.", Tone.Muted));
    }

    private static void WriteDocument(LintAnswer answer) => JsonOutput.Write(new
    {
        verdict = answer.ExitCode,
        exitCode = (int)answer.ExitCode,
        message = answer.Verdict,
        migrations = answer.Migrations,
        usedCatalog = answer.UsedCatalog,
        findings = answer.Findings.Select(finding => Document(finding, answer.LineOf(finding))),
        unusedExemptions = answer.Report.UnusedExemptions.Select(unused => new { migration = unused.MigrationId, unused.Direction, unused.Rule, unused.Reason }),
    });

    // https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    private static void WriteAnnotations(LintAnswer answer)
    {
        foreach (var finding in answer.Findings.Where(finding => finding.ExemptionReason is null))
        {
            var command = finding.Severity switch { LintSeverity.Error => "error", LintSeverity.Warning => "warning", _ => "notice" };
            Annotate(command, answer.LineOf(finding), finding.Rule, $"{finding.MigrationId} {finding.Direction.ToString().ToLowerInvariant()}: {finding.Message}. {finding.Recipe}");
        }

        foreach (var unused in answer.Report.UnusedExemptions)
            Annotate("warning", answer.LineOf(unused), unused.Rule, $"{unused.MigrationId} {unused.Direction.ToString().ToLowerInvariant()}: this exemption exempts nothing");
        Console.Out.WriteLine(answer.Verdict);
    }

    private static void Annotate(string command, SourceLine? line, string title, string message)
    {
        var place = line is null ? "" : FormattableString.Invariant($"file={Property(line.File)},line={line.Line},");
        Console.Out.WriteLine($"::{command} {place}title={Property(title)}::{Data(message)}");
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string Word(LintFinding finding) => finding.ExemptionReason is not null ? "exempt" : finding.IsAssured ? "assured" : finding.Severity.ToString().ToLowerInvariant();

    private static Tone ToneOf(LintFinding finding) => finding switch
    {
        { ExemptionReason: not null } or { Severity: LintSeverity.Info } => Tone.Muted,
        { Severity: LintSeverity.Error } => Tone.Bad,
        { Severity: LintSeverity.Warning } => Tone.Notice,
        _ => Tone.Active,
    };
}
