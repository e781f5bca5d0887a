using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The answer of <c>new</c>, <c>merge</c>, <c>squash</c> and <c>remove-last</c> for programs.</summary>
internal sealed record AuthoringDocument
{
    public MigrationExitCode Verdict { get; } = MigrationExitCode.Success;

    public int ExitCode => (int)Verdict;

    /// <summary>The migration that was written or removed; null where nothing was.</summary>
    public string? Id { get; init; }

    public IReadOnlyList<string> Parents { get; init; } = [];

    public IReadOnlyList<string> Replaces { get; init; } = [];

    public MigrationPhase? Phase { get; init; }

    public int Operations { get; init; }

    public IReadOnlyList<string> Written { get; init; } = [];

    public IReadOnlyList<string> Removed { get; init; } = [];

    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Why nothing was done; null where something was.</summary>
    public string? Message { get; init; }
}
