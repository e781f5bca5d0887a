using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs backfills: small batches, each a transaction with its checkpoint, so that a run killed at any moment is continued by the next.</summary>
/// <param name="options">The database, the build, and its backfills.</param>
/// <param name="logger">Where the run is told.</param>
/// <param name="time">The clock of budgets and pauses.</param>
public sealed class BackfillRunner(MigrationEngineOptions options, ILogger logger, TimeProvider time)
{
    /// <summary>Runs backfills one after the other, several workers on each.</summary>
    /// <param name="names">
    /// Which ones: null for all that have not finished. One that is named is looked at again although it has finished, and done for the rows
    /// that need it by now.
    /// </param>
    /// <param name="run">The budget and the limits.</param>
    /// <param name="cancellationToken">Stops the run; the open batch is rolled back.</param>
    /// <returns>One result a backfill, in the order of the build. A backfill that fails does not keep the others from running.</returns>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Usage"/>: there is no such backfill, or it contradicts the build. <see cref="MigrationExitCode.DatabaseUnavailable"/>.
    /// </exception>
    public Task<IReadOnlyList<BackfillResult>> RunAsync(IReadOnlyCollection<string>? names, BackfillRunOptions run, CancellationToken cancellationToken)
    {
        _ = (options, logger, time, names, run, cancellationToken);
        return Task.FromResult<IReadOnlyList<BackfillResult>>([]);
    }
}
