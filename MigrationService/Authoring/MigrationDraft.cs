using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>A migration before it is text.</summary>
internal sealed record MigrationDraft
{
    public required string Id { get; init; }

    public required MigrationTitle Name { get; init; }

    public required string Namespace { get; init; }

    /// <summary>The ids that it comes after; none for a root.</summary>
    public required IReadOnlyList<string> Parents { get; init; }

    /// <summary>The ids that a squash folds, oldest first.</summary>
    public IReadOnlyList<string> Replaces { get; init; } = [];

    public required MigrationPhase Phase { get; init; }

    public required IReadOnlyList<MigrationOperation> Up { get; init; }

    public required IReadOnlyList<MigrationOperation> Down { get; init; }
}
