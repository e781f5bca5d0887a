namespace TradingPlatform.MigrationEngine;

/// <summary>What a check found.</summary>
/// <param name="Checked">The parts that were done.</param>
/// <param name="Findings">In the order of the parts; stable.</param>
/// <param name="Skipped">The parts that were asked for and could not be done.</param>
public sealed record CheckReport(IReadOnlyList<CheckPart> Checked, IReadOnlyList<CheckFinding> Findings, IReadOnlyList<CheckSkip> Skipped)
{
    private static readonly MigrationExitCode[] Gravity = [MigrationExitCode.Damaged, MigrationExitCode.DatabaseAhead, MigrationExitCode.Drift];

    /// <summary>The gravest of the findings; without any, the reason of the first part that could not be done; else success.</summary>
    public MigrationExitCode ExitCode
    {
        get
        {
            foreach (var code in Gravity)
            {
                if (Findings.Any(finding => finding.ExitCode == code)) return code;
            }

            return Skipped.Count > 0 ? Skipped[0].ExitCode : MigrationExitCode.Success;
        }
    }
}
