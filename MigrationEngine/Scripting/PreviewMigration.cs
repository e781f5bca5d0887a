namespace TradingPlatform.MigrationEngine;

/// <summary>One migration as a run would execute it.</summary>
/// <param name="Id">The migration.</param>
/// <param name="StepsTotal">How many steps it has.</param>
/// <param name="StepsDone">How many of them an earlier run has committed: they are not executed again.</param>
/// <param name="Start">The statement that opens its row of the journal.</param>
/// <param name="Steps">The steps that are left.</param>
public sealed record PreviewMigration(string Id, int StepsTotal, int StepsDone, PreviewStatement Start, IReadOnlyList<PreviewStep> Steps);
