namespace TradingPlatform.MigrationEngine;

/// <summary>A part of a check that could not be done; the others were.</summary>
/// <param name="Part">Which.</param>
/// <param name="ExitCode">The code of the reason, which counts where nothing graver was found.</param>
/// <param name="Reason">Why, in one sentence with the remedy.</param>
public sealed record CheckSkip(CheckPart Part, MigrationExitCode ExitCode, string Reason);
