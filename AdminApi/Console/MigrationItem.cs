using TradingPlatform.MigrationEngine;

namespace TradingPlatform.AdminApi;

/// <summary>One migration on the console's page.</summary>
/// <param name="Id">The migration.</param>
/// <param name="Phase">Whether it only adds or takes something away; null where this build does not know it.</param>
/// <param name="State">How it stands.</param>
/// <param name="AppliedAt">When it was applied; null where it is not, or was before the journal existed.</param>
/// <param name="Duration">How long the last attempt took; null where that is not known.</param>
/// <param name="By">Who made the last attempt, and where.</param>
/// <param name="Outcome">What became of the last attempt.</param>
/// <param name="Note">What it waits for, or why the last attempt failed.</param>
public sealed record MigrationItem(
    string Id,
    MigrationPhase? Phase,
    MigrationState State,
    DateTimeOffset? AppliedAt,
    TimeSpan? Duration,
    string? By,
    JournalOutcome? Outcome,
    string? Note);
