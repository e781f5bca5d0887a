using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Changes the history without running anything: all of it in one transaction, and every row of it in the journal.</summary>
internal sealed class HistoryStamp(NpgsqlConnection connection, SchemaDefinition definition, JournalWriter journal)
{
    private readonly HistoryTable _history = definition.History;
    private readonly ContractedRecord _contracted = new(definition.History, definition.Graph);

    /// <param name="runId">The run in the journal.</param>
    /// <param name="source">Why.</param>
    /// <param name="added">The rows to write, with the hash of each migration's operations.</param>
    /// <param name="removed">The rows to delete.</param>
    /// <param name="settled">
    /// Migrations whose row stays as it is: half-done ones, of which the operator says that they are where it says, and rows that another
    /// tool wrote. The hash for those that count as applied.
    /// </param>
    /// <param name="note">What the check before it found, for the journal; null where there was none.</param>
    /// <param name="cancellationToken">Changes nothing.</param>
    public async Task WriteAsync(
        Guid runId,
        JournalSource source,
        IReadOnlyList<(string Id, string Hash)> added,
        IReadOnlyList<string> removed,
        IReadOnlyList<(string Id, MigrationDirection Direction, string? Hash)> settled,
        string? note,
        CancellationToken cancellationToken)
    {
        var hasHistory = await _history.ExistsAsync(connection, cancellationToken);
        var columns = await JournalColumns.ReadAsync(connection, cancellationToken);
        await JournalTable.CreateOrUpgradeAsync(connection, columns, hasHistory ? null : _history, cancellationToken);

        // A squash that is there already is not added, only settled.
        var squash = source == JournalSource.Squash ? added.Select(row => row.Id).Concat(settled.Select(row => row.Id)).First() : null;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var id in removed)
        {
            await _history.RemoveAsync(connection, id, cancellationToken);
            if (columns.HasBackfills) await BackfillTable.MoveAsync(connection, id, squash, cancellationToken);
            await journal.RecordAsync(runId, id, MigrationDirection.Down, source, operationsHash: null, note, cancellationToken);

            // What gives way to a squash stays contracted.
            if (source != JournalSource.Squash && _contracted.IsContraction(id)) await ContractedRecord.ExecuteAsync(connection, _contracted.Remove(id), cancellationToken);
        }

        foreach (var (id, hash) in added)
        {
            await _history.AddAsync(connection, id, cancellationToken);
            await journal.RecordAsync(runId, id, MigrationDirection.Up, source, hash, note, cancellationToken);
            if (_contracted.IsContraction(id)) await ContractedRecord.ExecuteAsync(connection, _contracted.Add(id), cancellationToken);
        }

        foreach (var (id, direction, hash) in settled) await journal.RecordAsync(runId, id, direction, source, hash, note, cancellationToken);

        // A run from nothing that failed on a schema which others use: it is not built for the first time.
        if (source != JournalSource.Squash) await FirstBuild.EndAsync(connection, _history, cancellationToken);

        // Not cancellable: a commit that was cancelled on the way has an unknown end.
        await transaction.CommitAsync(CancellationToken.None);
    }
}
