namespace TradingPlatform.MigrationEngine;

/// <summary>One step of a migration as a run would send it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="IsTransactional">Whether the statements stand between BEGIN and COMMIT.</param>
/// <param name="Statements">The migration's own and the bookkeeping, in order.</param>
public sealed record PreviewStep(int Number, bool IsTransactional, IReadOnlyList<PreviewStatement> Statements)
{
    /// <summary>The last of the steps that are committed with this one, as on a database that nobody uses. Default: the step itself.</summary>
    public int LastNumber { get; init; } = Number;
}
