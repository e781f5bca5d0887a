using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Tells an application whether the schema that it was built for is there. Reads one table, takes no lock, applies nothing.</summary>
public static class SchemaGate
{
    /// <summary>Compares the migrations of the context's build with the applied ones. A database that is ahead is sufficient.</summary>
    /// <returns>A verdict also where the database cannot be reached: not sufficient, with the reason.</returns>
    public static async Task<SchemaVerdict> CheckAsync(DbContext context, CancellationToken cancellationToken)
    {
        try
        {
            var definition = SchemaDefinition.Of(context);
            var ids = definition.Graph.Ids;
            await using var lease = await ContextConnection.OpenAsync(context, cancellationToken);
            var history = await SchemaStatusReader.ReadHistoryAsync(definition.History, lease.Connection, cancellationToken);
            var missing = new AppliedState(definition.Graph, history.Select(row => row.Id)).Pending;
            if (missing.Count > 0)
            {
                // A newer build may have folded what this one knows; its own replicas must be able to restart meanwhile.
                var folded = await JournalTable.ReadFoldedAsync(lease.Connection, definition.History, missing, cancellationToken);
                missing = [.. missing.Where(id => !folded.Contains(id))];
            }

            return missing.Count == 0
                ? new SchemaVerdict(true, $"All {ids.Count} migrations of this build are applied.")
                : new SchemaVerdict(
                    false, $"{missing.Count} of {ids.Count} migrations of this build are not applied yet, first {missing[0]}: run the MigrationService.");
        }
        catch (MigrationException exception)
        {
            return new SchemaVerdict(false, exception.Message);
        }
        catch (NpgsqlException exception)
        {
            return new SchemaVerdict(false, DatabaseFailure.Describe(exception, context.Database.GetConnectionString()));
        }
    }
}
