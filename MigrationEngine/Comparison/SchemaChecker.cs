using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Looks for everything in which a database, its history and this build disagree. Changes nothing and stops nobody.</summary>
/// <param name="migrator">The database and the build.</param>
/// <param name="logger">Where leftovers of killed checks are told.</param>
public sealed class SchemaChecker(SchemaMigrator migrator, ILogger logger)
{
    /// <summary>Does the parts that the options name. A part that cannot be done is in the report, and does not stop the others.</summary>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.DatabaseUnavailable"/>: the live database cannot be reached, or was lost.
    /// </exception>
    public async Task<CheckReport> CheckAsync(CheckOptions options, CancellationToken cancellationToken)
    {
        var definition = await migrator.DefineAsync();
        var parts = options.Parts.Distinct().Order().ToList();
        await using var connection = await LiveCatalog.OpenAsync(migrator.Options, cancellationToken);
        try
        {
            var status = await migrator.ReadStatusAsync(definition, connection, cancellationToken);
            var findings = new List<CheckFinding>();
            var skipped = new List<CheckSkip>();
            foreach (var part in parts)
            {
                try
                {
                    findings.AddRange(await CheckAsync(part, options, definition, status, connection, cancellationToken));
                }
                catch (MigrationException exception) when (part == CheckPart.Drift)
                {
                    skipped.Add(new CheckSkip(part, exception.ExitCode, exception.Message));
                }
                catch (PostgresException exception) when (LiveCatalog.GaveUp(exception) && !cancellationToken.IsCancellationRequested)
                {
                    var reason = LiveCatalog.Failed(exception, migrator.Options);
                    skipped.Add(new CheckSkip(part, reason.ExitCode, reason.Message));
                }
            }

            return new CheckReport([.. parts.Except(skipped.Select(skip => skip.Part))], findings, skipped);
        }
        catch (NpgsqlException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw LiveCatalog.Failed(exception, migrator.Options);
        }
    }

    private async Task<IEnumerable<CheckFinding>> CheckAsync(
        CheckPart part, CheckOptions options, SchemaDefinition definition, SchemaStatus status, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        switch (part)
        {
            case CheckPart.Edited:
                await using (var context = migrator.CreateContext())
                    return await EditedMigrations.FindAsync(context, definition, status, connection, cancellationToken);
            case CheckPart.History:
                return await HistoryCheck.FindAsync(definition, status, connection, cancellationToken);
            case CheckPart.Model:
                await using (var context = (options.CreateModel ?? migrator.CreateContext)()) return [.. ModelCheck.Find(context, options.Describe)];
            case CheckPart.Drift:
                return await new DriftCheck(migrator, definition, options, logger).FindAsync(status, connection, cancellationToken);
            case CheckPart.Indexes:
                return await CatalogHealth.FindInvalidIndexesAsync(connection, cancellationToken);
            case CheckPart.Constraints:
                return await CatalogHealth.FindUnvalidatedAsync(connection, cancellationToken);
            case CheckPart.Sequences:
                return await CatalogHealth.FindExhaustedAsync(connection, options.SequenceThreshold, cancellationToken);
            default:
                throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such part.");
        }
    }
}
