using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Tells an application whether the schema that it was built for is there. Reads one table, takes no lock, applies nothing, registers nobody.</summary>
public static class SchemaGate
{
    /// <summary>
    /// Compares the expand migrations of the context's build with the applied ones: a contract migration takes away what the build does not
    /// use any more, and may wait, but not the backfills that it requires. A database that is ahead is sufficient.
    /// </summary>
    /// <returns>A verdict also where the database cannot be reached: not sufficient, with the reason.</returns>
    public static async Task<SchemaVerdict> CheckAsync(DbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await using var lease = await ContextConnection.OpenAsync(context, cancellationToken);
            return await CheckAsync(SchemaDefinition.Of(context), lease.Connection, cancellationToken);
        }
        catch (MigrationException exception)
        {
            return new SchemaVerdict(false, exception.Message) { Obstacle = SchemaObstacle.Unreachable };
        }
        catch (NpgsqlException exception)
        {
            return new SchemaVerdict(false, DatabaseFailure.Describe(exception, context.Database.GetConnectionString())) { Obstacle = SchemaObstacle.Unreachable };
        }
    }

    internal static async Task<SchemaVerdict> CheckAsync(SchemaDefinition definition, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var graph = definition.Graph;
        var history = await SchemaStatusReader.ReadHistoryAsync(definition.History, connection, cancellationToken);
        var pending = new AppliedState(graph, history.Select(row => row.Id)).Pending;
        IReadOnlyList<string> missing = [.. pending.Where(id => graph[id].Phase == MigrationPhase.Expand)];
        if (missing.Count > 0)
        {
            // A newer build may have folded what this one knows; its own replicas must be able to restart meanwhile.
            var folded = await JournalTable.ReadFoldedAsync(connection, definition.History, missing, cancellationToken);
            missing = [.. missing.Where(id => !folded.Contains(id))];
        }

        if (missing.Count > 0)
        {
            return new SchemaVerdict(
                false, $"{missing.Count} of {graph.Ids.Count} migrations of this build are not applied yet, first {missing[0]}: run the MigrationService.")
            { Obstacle = SchemaObstacle.Behind };
        }

        // A build that has a contract migration reads every row as that migration leaves it, whichever older builds do without what goes.
        string[] needed = [.. pending.SelectMany(id => graph[id].Backfills).Distinct()];
        if (needed.Length > 0 && await BackfillTable.ReadUnfinishedAsync(connection, needed, cancellationToken) is { Count: > 0 } unfinished)
        {
            return new SchemaVerdict(
                false, $"Backfill {unfinished[0]} has not finished, and this build reads rows as it leaves them: run `backfill run` of the MigrationService.")
            { Obstacle = SchemaObstacle.Behind };
        }

        return new SchemaVerdict(true, pending.Count == 0
            ? $"All {graph.Ids.Count} migrations of this build are applied."
            : $"All expand migrations of this build are applied; {pending.Count} contract migrations wait for `complete`.");
    }
}
