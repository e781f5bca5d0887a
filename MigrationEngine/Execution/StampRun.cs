using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Changes of the history under the migration lock that run no migration: stamps, and squashes that take the place of what they fold.</summary>
internal sealed class StampRun(
    NpgsqlConnection connection,
    SchemaDefinition definition,
    Func<DbContext> createContext,
    JournalWriter journal,
    MigrationEngineOptions options,
    ILogger logger,
    TimeProvider time)
{
    /// <summary>Writes what <paramref name="select"/> makes of the history and of the last journal entry of each migration.</summary>
    public async Task<StampResult> WriteAsync(
        Func<IReadOnlyList<string>, IReadOnlyList<JournalEntry>, StampSelection> select,
        JournalSource source,
        string? note,
        CancellationToken cancellationToken)
    {
        using var activity = EngineTelemetry.Source.StartActivity("migrate stamp");
        try
        {
            var history = (await definition.History.ReadAsync(connection, cancellationToken)).Select(row => row.Id).ToList();
            var entries = await JournalTable.ReadLastOfEachAsync(connection, definition.History, cancellationToken);
            var selection = select(history, entries);
            if (selection.IsEmpty) return new StampResult(null, [], []);

            var runId = Guid.CreateVersion7(time.GetUtcNow());
            activity?.SetTag("migration.run_id", runId);
            await new HistoryStamp(connection, definition, journal).WriteAsync(
                runId, source, HashesOf(selection.Added), selection.Removed, Hashed(selection.Settled), note, cancellationToken);
            return new StampResult(runId, selection.Added, selection.Removed);
        }
        catch (NpgsqlException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var lost = RunFailure.ConnectionLost(exception, options);
            activity.Fail(lost);
            throw lost;
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    /// <summary>Writes the rows of recognised squashes and deletes those that they replace.</summary>
    public async Task RecordSquashesAsync(IReadOnlyList<RecognisedSquash> squashes, CancellationToken cancellationToken)
    {
        if (squashes.Count == 0) return;

        var history = (await definition.History.ReadAsync(connection, cancellationToken)).Select(row => row.Id).ToList();
        foreach (var squash in squashes)
        {
            // The row may be there already, where an older build has run again since. A run each: the entries of one run say which
            // migrations gave way to which.
            var row = HashesOf([squash.Id]);
            var isNew = !history.Contains(squash.Id);
            await new HistoryStamp(connection, definition, journal).WriteAsync(
                Guid.CreateVersion7(time.GetUtcNow()),
                JournalSource.Squash,
                isNew ? row : [],
                squash.Replaced,
                isNew ? [] : [.. row.Select(item => (item.Id, MigrationDirection.Up, (string?)item.Hash))],
                note: null,
                cancellationToken);
            logger.SquashRecorded(squash.Id, squash.Replaced.Count);
        }
    }

    private IReadOnlyList<(string Id, MigrationDirection Direction, string? Hash)> Hashed(IReadOnlyList<(string Id, MigrationDirection Direction)> settled)
    {
        // What is settled as applied is what this build says that it is; a squash's old rows are in no build.
        var hashes = HashesOf([.. settled.Where(item => item.Direction == MigrationDirection.Up && definition.Graph.Contains(item.Id)).Select(item => item.Id)])
            .ToDictionary(item => item.Id, item => item.Hash);
        return [.. settled.Select(item => (item.Id, item.Direction, hashes.GetValueOrDefault(item.Id)))];
    }

    private IReadOnlyList<(string Id, string Hash)> HashesOf(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0) return [];

        using var context = createContext();
        var planner = new MigrationPlanner(context, definition.Graph);
        return [.. ids.Select(id => (id, planner.HashOf(id)))];
    }
}
