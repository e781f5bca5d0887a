using Npgsql;

namespace TradingPlatform.Testing;

/// <summary>
/// A report that reads <see cref="BusyTable"/> for long, and has marked a row of it that no client asks for: no lock of a plain ALTER TABLE,
/// CREATE INDEX or foreign key fits beside it, and whoever comes after a statement that queues for one waits with it.
/// </summary>
public sealed class LongTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private LongTransaction(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Begins one.</summary>
    public static async Task<LongTransaction> BeginAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "a long report" }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("BEGIN; SELECT FROM busy.trades LIMIT 1; UPDATE busy.trades SET quantity = quantity WHERE id = 0", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new LongTransaction(connection);
    }

    /// <summary>Ends it, and releases what it holds.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("COMMIT", _connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
