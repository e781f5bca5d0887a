using Npgsql;
using NpgsqlTypes;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>
/// Takes the load out again: its traders with everything that is theirs, also what others have added in their name since. A trader whom
/// the audit log names stays, because that log loses nothing; a later load finds him there.
/// </summary>
internal static class LoadRemoval
{
    private const string Owners = "(SELECT id FROM identity.users WHERE id BETWEEN @first AND @last AND email LIKE '%@load.example')";
    private const string Orders = $"(SELECT client_order_id FROM execution.orders WHERE user_id IN {Owners})";

    /// <summary>Each before what it refers to. What is not here goes with its user.</summary>
    private static readonly (string Table, string Condition)[] Deletions =
    [
        ("execution.order_slices", $"parent_order_id IN {Orders}"),
        ("execution.order_modifications", $"original_client_order_id IN {Orders}"),
        ("execution.trades", $"user_id IN {Owners}"),
        ("execution.order_logs", $"user_id IN {Owners}"),
        ("execution.positions", $"user_id IN {Owners}"),
        ("execution.orders", $"user_id IN {Owners}"),
        ("research.backtests", $"user_id IN {Owners}"),
        ("trading.strategies", $"user_id IN {Owners}"),
        ("trading.bot_configs", $"user_id IN {Owners}"),
        ("identity.users", $"id IN {Owners} AND NOT EXISTS (SELECT FROM audit.audit_log WHERE actor_user_id IN {Owners})"),
    ];

    /// <summary>Removes the load, chunk by chunk from the last, each in a transaction: cut off, the next removal goes on.</summary>
    /// <param name="connectionString">Of the migrated database.</param>
    /// <param name="keeps">Whether it stays so; else every chunk is rolled back, and only counted.</param>
    /// <param name="progress">Told after each chunk.</param>
    /// <param name="cancellationToken">Rolls back the open chunk.</param>
    /// <returns>The rows that were removed, by table.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> RunAsync(
        string connectionString, bool keeps, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await LoadConnection.OpenAsync(connectionString, cancellationToken);
        var chunks = await LoadState.ChunksAsync(connection, cancellationToken);
        var removed = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var chunk = chunks - 1; chunk >= 0; chunk--)
        {
            await RemoveAsync(connection, chunk, keeps, removed, cancellationToken);
            progress?.Report(new LoadProgress((long)(chunks - chunk) * LoadShape.TradesPerChunk, (long)chunks * LoadShape.TradesPerChunk, 0, null));
        }

        return removed;
    }

    private static async Task RemoveAsync(
        NpgsqlConnection connection, int chunk, bool keeps, SortedDictionary<string, long> removed, CancellationToken cancellationToken)
    {
        var part = new LoadPart(chunk, 0, [], "");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var (table, condition) in Deletions)
        {
#pragma warning disable CA2100 // Constants of this class.
            await using var command = new NpgsqlCommand($"DELETE FROM {table} WHERE {condition}", connection);
#pragma warning restore CA2100
            command.Parameters.Add(new NpgsqlParameter("first", NpgsqlDbType.Uuid) { Value = part.UserId(0) });
            command.Parameters.Add(new NpgsqlParameter("last", NpgsqlDbType.Uuid) { Value = part.UserId(LoadShape.UsersPerChunk - 1) });
            var rows = await command.ExecuteNonQueryAsync(cancellationToken);
            if (rows > 0) removed[table] = removed.GetValueOrDefault(table) + rows;
        }

        if (keeps) await transaction.CommitAsync(cancellationToken);
    }
}
