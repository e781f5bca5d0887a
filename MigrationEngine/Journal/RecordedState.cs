using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>What the database says of itself while the migration lock is held: nobody else changes it meanwhile.</summary>
/// <param name="HasHistory">Whether the history table exists.</param>
/// <param name="History">The applied migrations, in the order of their ids.</param>
/// <param name="Journal">The journal's shape.</param>
/// <param name="Unfinished">Of each migration the last entry, where it did not succeed; oldest first.</param>
internal sealed record RecordedState(bool HasHistory, IReadOnlyList<string> History, JournalColumns Journal, IReadOnlyList<JournalEntry> Unfinished)
{
    /// <summary>That of a database without any relation.</summary>
    public static RecordedState Blank { get; } = new(HasHistory: false, [], new JournalColumns(Exists: false, [], HasGate: false), []) { IsBlank = true };

    /// <summary>Whether the database was seen without any relation, while the lock was held. Default: no, or not looked for.</summary>
    public bool IsBlank { get; private init; }

    public static async Task<RecordedState> ReadAsync(NpgsqlConnection connection, HistoryTable history, CancellationToken cancellationToken)
    {
        var journal = await JournalColumns.ReadAsync(connection, cancellationToken);
        var hasHistory = await history.ExistsAsync(connection, cancellationToken);
        var applied = hasHistory ? await history.ReadRowsAsync(connection, patience: null, cancellationToken) : [];
        var unfinished = await JournalTable.ReadUnfinishedAsync(connection, history, journal, cancellationToken);
        return new RecordedState(hasHistory, [.. applied.Select(row => row.Id)], journal, unfinished);
    }
}
