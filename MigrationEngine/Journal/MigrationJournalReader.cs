using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine;

/// <summary>Reads the journal over a context's own connection, without waiting for a running migration.</summary>
/// <param name="context">Any context on the database.</param>
public sealed class MigrationJournalReader(DbContext context)
{
    /// <summary>The newest entries, newest first; none on a database that was never migrated by the engine.</summary>
    /// <param name="limit">The largest number of entries.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        await using var lease = await ContextConnection.OpenAsync(context, cancellationToken);
        return await JournalTable.ReadNewestAsync(lease.Connection, limit, cancellationToken);
    }
}
