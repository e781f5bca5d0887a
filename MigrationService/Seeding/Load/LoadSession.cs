using Npgsql;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>
/// A connection that writes parts, each in a transaction. Whatever ends it in between, the server rolls the open part back.
/// </summary>
/// <param name="connection">Open, and of nobody else.</param>
/// <param name="checksInBulk">
/// Whether the server may leave its checks of foreign keys out where they cannot fail: <see cref="CanCheckInBulkAsync"/>.
/// </param>
internal sealed class LoadSession(NpgsqlConnection connection, bool checksInBulk)
{
    /// <summary>
    /// Whether this role may leave triggers out, and no trigger would be left out that has to see the rows: the one that ranks orders
    /// is known, and its columns are written. Any other one, of a migration that is under way for instance, has to run.
    /// </summary>
    public static async Task<bool> CanCheckInBulkAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Unknown =
            """
            SELECT EXISTS (
                SELECT FROM pg_trigger
                WHERE tgrelid IN ('execution.orders'::regclass, 'execution.trades'::regclass, 'execution.order_logs'::regclass)
                  AND NOT tgisinternal AND tgtype & 4 <> 0 AND tgname <> 'tr_orders_status')
            """;
        await using var unknown = new NpgsqlCommand(Unknown, connection);
        if (await unknown.ExecuteScalarAsync(cancellationToken) is true) return false;

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await ExecuteAsync(connection, "SET LOCAL session_replication_role = replica", cancellationToken);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    /// <summary>Writes a part and commits it; the rows that were written, by table.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, int>>> WriteAsync(LoadRows rows, CancellationToken cancellationToken)
    {
        var part = rows.Part ?? throw new InvalidOperationException("The rows of no part were filled in.");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var addsOwners = part.IsNew && !await HasOwnersAsync(part, cancellationToken);
        if (!part.IsNew) await RemoveTotalsAsync(part, cancellationToken);
        var written = new List<KeyValuePair<string, int>>();
        foreach (var stage in rows.Tables.GroupBy(entry => entry.Table.Stage).Where(stage => stage.Key switch
        {
            LoadStage.Owners => addsOwners,
            LoadStage.Desk => part.IsNew,
            _ => true,
        }))
        {
            // Everything that these rows refer to was added in this transaction: nobody else sees it, so nobody can have taken it away.
            var inBulk = checksInBulk && addsOwners && stage.Key == LoadStage.Trading;
            if (inBulk) await ExecuteAsync(connection, "SET LOCAL session_replication_role = replica", cancellationToken);
            foreach (var (table, buffer) in stage)
            {
                await CopyAsync(table, buffer, cancellationToken);
                written.Add(new(table.Name, buffer.Rows));
            }

            if (inBulk) await ExecuteAsync(connection, "SET LOCAL session_replication_role = origin", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return written;
    }

    private async Task CopyAsync(LoadTable table, CopyBuffer rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(table.CopySql, cancellationToken);
        try
        {
            await copy.WriteAsync(rows.Written, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Disposing would say that the data is complete.
            await copy.CancelAsync();
            throw;
        }
    }

    private async Task<bool> HasOwnersAsync(LoadPart part, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM identity.users WHERE id = $1)", connection)
        {
            Parameters = { new() { Value = part.UserId(0) } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task RemoveTotalsAsync(LoadPart part, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("DELETE FROM execution.positions WHERE user_id BETWEEN $1 AND $2", connection)
        {
            Parameters = { new() { Value = part.UserId(0) }, new() { Value = part.UserId(LoadShape.UsersPerChunk - 1) } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Constants of this class.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
