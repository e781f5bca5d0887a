using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Holds a statement up once, so that what it holds and waits for stands still while it is read: an open transaction with an old snapshot,
/// for which every CONCURRENTLY waits, and with locks that the statement needs for itself.
/// </summary>
internal sealed class LockGate(NpgsqlConnection connection)
{
    private bool _isClosed;

    public int ProcessId => connection.ProcessID;

    /// <summary>Closes the gate. What it cannot lock at once stays free: the statement is then sampled only.</summary>
    /// <param name="expected">What the statement is expected to lock.</param>
    /// <param name="cancellationToken">Leaves it open.</param>
    public async Task CloseAsync(Expectation expected, CancellationToken cancellationToken)
    {
        await ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE; SET LOCAL lock_timeout = '1s'; SELECT 1", cancellationToken);
        _isClosed = true;

        // The strongest alone: at a weaker one it would be let through before it asks for that.
        var strongest = expected.Tables.Values.Select(effect => effect.Lock).DefaultIfEmpty(TableLock.None).Max();
        foreach (var (table, effect) in expected.Tables.Where(one => one.Value.Lock == strongest))
        {
            if (Counterpart(effect.Lock, expected.IsConcurrent) is not { } mode) continue;

            try
            {
                await ExecuteAsync($"SAVEPOINT gate; LOCK TABLE ONLY {table.Quoted} IN {mode.InWords} MODE", cancellationToken);
            }
            catch (PostgresException)
            {
                await ExecuteAsync("ROLLBACK TO gate", cancellationToken);
            }
        }
    }

    public async Task OpenAsync()
    {
        if (!_isClosed) return;

        _isClosed = false;
        await ExecuteAsync("ROLLBACK", CancellationToken.None);
    }

    /// <summary>The weakest lock that stops one of <paramref name="mode"/>; null for none.</summary>
    private static TableLock? Counterpart(TableLock mode, bool isConcurrent) => mode switch
    {
        TableLock.AccessExclusive => TableLock.AccessShare,
        TableLock.Exclusive => TableLock.RowShare,
        TableLock.ShareRowExclusive or TableLock.Share => TableLock.RowExclusive,
        // CONCURRENTLY waits for readers later, when it holds more.
        TableLock.ShareUpdateExclusive => isConcurrent ? TableLock.AccessShare : TableLock.ShareUpdateExclusive,
        TableLock.RowExclusive => TableLock.Share,
        TableLock.RowShare => TableLock.Exclusive,
        _ => null,
    };

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
