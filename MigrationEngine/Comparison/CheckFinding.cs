namespace TradingPlatform.MigrationEngine;

/// <summary>One thing that a check found.</summary>
/// <param name="Part">Which part of the check.</param>
/// <param name="Name">The object or migration, as an operator would write it.</param>
/// <param name="Message">What is wrong, in one sentence that names the object.</param>
/// <param name="Remedy">What to do about it; a statement where one does it.</param>
public sealed record CheckFinding(CheckPart Part, string Name, string Message, string Remedy)
{
    /// <summary>
    /// How grave it is: <see cref="MigrationExitCode.Damaged"/>, <see cref="MigrationExitCode.DatabaseAhead"/>,
    /// <see cref="MigrationExitCode.Drift"/> (the default), or <see cref="MigrationExitCode.Success"/> for what is only worth knowing.
    /// </summary>
    public MigrationExitCode ExitCode { get; init; } = MigrationExitCode.Drift;

    /// <summary>The difference, for <see cref="CheckPart.Drift"/>.</summary>
    public SchemaDifference? Difference { get; init; }
}
