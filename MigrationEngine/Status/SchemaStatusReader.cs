using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Reads the <see cref="SchemaStatus"/> over a context's own connection. Takes no lock and never waits behind a running migration.</summary>
public static class SchemaStatusReader
{
    /// <summary>The status of the context's database against the migrations of the context's build.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached: <see cref="DatabaseFailure"/> has the sentence.</exception>
    public static async Task<SchemaStatus> ReadAsync(DbContext context, CancellationToken cancellationToken)
    {
        await using var lease = await ContextConnection.OpenAsync(context, cancellationToken);
        return await ReadAsync(SchemaDefinition.Of(context), lease.Connection, cancellationToken);
    }

    internal static async Task<SchemaStatus> ReadAsync(SchemaDefinition definition, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var holder = await AdvisoryLock.FindHolderAsync(connection, cancellationToken);
        var journal = (await JournalTable.ReadLastOfEachAsync(connection, definition.History, cancellationToken)).ToDictionary(entry => entry.MigrationId);
        var history = await definition.History.ReadAsync(connection, cancellationToken);
        var state = new AppliedState(definition.Graph, history.Select(row => row.Id));

        return new SchemaStatus
        {
            Applied = [.. history.Select(row => new AppliedMigration(row.Id, row.ProductVersion, AppliedAt(journal.GetValueOrDefault(row.Id))))],
            Pending = state.Pending,
            Unknown = state.Unknown,
            OutOfOrder = state.OutOfOrder,
            Heads = definition.Graph.Heads,
            SquashesPending = state.Recognised,
            SquashesIncomplete = state.Incomplete,
            Unfinished = [.. journal.Values.Where(entry => entry.IsHalfDone || (entry.Outcome == JournalOutcome.Running && holder is not null))],
            Holder = holder,
            ServerVersion = connection.PostgreSqlVersion.ToString(),
        };
    }

    private static DateTimeOffset? AppliedAt(JournalEntry? entry) =>
        entry is { Direction: MigrationDirection.Up, Outcome: JournalOutcome.Succeeded } ? entry.FinishedAt : null;
}
