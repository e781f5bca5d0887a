using System.Reflection;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a migration's class says of itself, before it is compared with the others.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parents">The parents it names; null where it names none and the order of the ids decides.</param>
/// <param name="Replaces">What it folds.</param>
/// <param name="Load">Loads the class.</param>
internal sealed record MigrationDeclaration(string Id, IReadOnlyList<string>? Parents, IReadOnlyList<string> Replaces, Func<TypeInfo> Load)
{
    /// <summary>When it may run.</summary>
    public MigrationPhase Phase { get; init; }

    /// <summary>The backfills that it needs.</summary>
    public IReadOnlyList<string> Backfills { get; init; } = [];

    /// <summary>The oldest build that it tolerates; null where it names none.</summary>
    public string? OldestBuild { get; init; }
}
