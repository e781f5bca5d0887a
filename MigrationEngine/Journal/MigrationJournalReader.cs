using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Reads the journal without waiting for a running migration.</summary>
public sealed class MigrationJournalReader
{
    private readonly Func<CancellationToken, Task<ContextConnection>> _open;

    /// <summary>Over a context's own connection.</summary>
    /// <param name="context">Any context on the database. Its model is built, if it was not yet.</param>
    public MigrationJournalReader(DbContext context) => _open = token => ContextConnection.OpenAsync(context, token);

    /// <summary>Over a connection alone.</summary>
    /// <param name="connection">Open, and stays so.</param>
    public MigrationJournalReader(NpgsqlConnection connection) => _open = _ => Task.FromResult(ContextConnection.Of(connection));

    /// <summary>The newest entries, newest first; none on a database that was never migrated by the engine.</summary>
    /// <param name="limit">The largest number of entries.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(int limit, CancellationToken cancellationToken) =>
        ReadBeforeAsync(long.MaxValue, limit, cancellationToken);

    /// <summary>The newest entries with a smaller id than <paramref name="before"/>, newest first: the next page of a long journal.</summary>
    /// <param name="before">The id of the last entry of the page before.</param>
    /// <param name="limit">The largest number of entries.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<JournalEntry>> ReadBeforeAsync(long before, int limit, CancellationToken cancellationToken)
    {
        await using var lease = await _open(cancellationToken);
        return await JournalTable.ReadNewestAsync(lease.Connection, before, limit, cancellationToken);
    }

    /// <summary>The newest entries of one migration, newest first.</summary>
    /// <param name="migrationId">The migration, by its whole id.</param>
    /// <param name="limit">The largest number of entries.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<JournalEntry>> ReadOfAsync(string migrationId, int limit, CancellationToken cancellationToken)
    {
        await using var lease = await _open(cancellationToken);
        return await JournalTable.ReadOfAsync(lease.Connection, migrationId, limit, cancellationToken);
    }
}
