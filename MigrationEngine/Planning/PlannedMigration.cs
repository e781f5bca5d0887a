namespace TradingPlatform.MigrationEngine;

/// <summary>One migration of a plan. Its last step also writes or deletes the history row.</summary>
/// <param name="Id">The migration.</param>
/// <param name="Direction">Which way it is run.</param>
/// <param name="Steps">Its steps, at least one, the last one transactional.</param>
/// <param name="SqlHash">SHA-256 over all of its SQL, in hex: a half-done migration is resumed only by the same SQL.</param>
/// <param name="Losses">What it would destroy if it is there, and raw SQL of which that cannot be known.</param>
/// <param name="OperationsHash">SHA-256 over its typed operations in this direction, as <c>v1:</c> and hex: the same whichever version of EF and of the provider writes the SQL.</param>
public sealed record PlannedMigration(
    string Id, MigrationDirection Direction, IReadOnlyList<MigrationStep> Steps, string SqlHash, IReadOnlyList<PotentialLoss> Losses,
    string OperationsHash)
{
    /// <summary>The safety rules that its author has opted out of in this direction, each with the reason. Default: none.</summary>
    public IReadOnlyList<PlannedExemption> Exemptions { get; init; } = [];

    /// <summary>What it creates, changes, drops or reads, by which a later one may pass it while it waits. Default: none, as for every way down.</summary>
    public IReadOnlyList<TouchedObject> Touches { get; init; } = [];

    /// <summary>Whether it is known that the lint finds no error in it, whatever the catalog says. Default: false, it has not been asked.</summary>
    public bool IsAssured { get; init; }

    /// <summary>The <see cref="StepChain"/> of exactly these steps, where it was written down with them. Default, null: it has to be worked out.</summary>
    internal IReadOnlyList<string>? WrittenChain { get; init; }
}
