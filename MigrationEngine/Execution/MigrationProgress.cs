namespace TradingPlatform.MigrationEngine;

/// <summary>One moment of a run, for whoever shows it. Reported on the run's own path: a slow receiver slows the run.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="MigrationId">The migration; null while waiting for the lock.</param>
/// <param name="Step">The step, from 1; 0 where it concerns none.</param>
/// <param name="Steps">The number of steps of the migration.</param>
/// <param name="Detail">In words, for the kinds that say so; otherwise null.</param>
public sealed record MigrationProgress(
    MigrationProgressKind Kind, string? MigrationId = null, int Step = 0, int Steps = 0, string? Detail = null);
