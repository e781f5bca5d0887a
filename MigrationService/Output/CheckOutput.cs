using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What a check found, for people and for programs.</summary>
internal static class CheckOutput
{
    public static void Write(CheckReport report)
    {
        foreach (var group in report.Findings.GroupBy(finding => finding.Part))
        {
            TextLine.Heading(Title(group.Key));
            foreach (var finding in group)
            {
                var tone = finding.ExitCode == MigrationExitCode.Success ? Tone.Muted : Tone.Bad;
                TextLine.Write(new Cell("  "), new Cell(finding.Message, tone));
                TextLine.Write(new Cell($"    {finding.Remedy}", Tone.Muted));
            }
        }

        foreach (var skip in report.Skipped)
        {
            TextLine.Heading(Title(skip.Part));
            TextLine.Write(new Cell($"  {skip.Reason}", Tone.Notice));
        }

        if (report.Findings.Count + report.Skipped.Count > 0) Console.Out.WriteLine();
        TextLine.Write(new Cell(Verdict(report), report.ExitCode == MigrationExitCode.Success ? Tone.Good : Tone.Bad));
    }

    public static void WriteDocument(CheckReport report) => JsonOutput.Write(new
    {
        verdict = report.ExitCode,
        exitCode = (int)report.ExitCode,
        message = Verdict(report),
        report.Checked,
        findings = report.Findings.Select(finding => new
        {
            finding.Part,
            finding.Name,
            isAdvice = finding.ExitCode == MigrationExitCode.Success,
            finding.Message,
            finding.Remedy,
            difference = finding.Difference is { } difference ? DifferenceDocument.Of(difference) : null,
        }),
        skipped = report.Skipped.Select(skip => new { skip.Part, exitCode = (int)skip.ExitCode, skip.Reason }),
    });

    private static string Verdict(CheckReport report)
    {
        var found = report.Findings.Count(finding => finding.ExitCode != MigrationExitCode.Success);
        var done = string.Join(", ", report.Checked).ToLowerInvariant();
        var missing = report.Skipped.Count == 0 ? "" : $" Not checked: {string.Join(", ", report.Skipped.Select(skip => skip.Part)).ToLowerInvariant()}.";
        return found == 0 ? $"Nothing is wrong. Checked: {done}.{missing}" : $"{Counted.Of(found, "thing")} to look at. Checked: {done}.{missing}";
    }

    private static string Title(CheckPart part) => part switch
    {
        CheckPart.Edited => "Edited after they were applied",
        CheckPart.History => "History and journal",
        CheckPart.Model => "Model and migrations",
        CheckPart.Drift => "Live schema and migrations",
        CheckPart.Indexes => "Invalid indexes",
        CheckPart.Constraints => "Constraints not validated",
        CheckPart.Sequences => "Sequences near their end",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "A part without a title."),
    };
}
