using Npgsql;
using TradingPlatform.MigrationService.Seeding.Load;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding.Load;

/// <summary>What a load has left in a database.</summary>
internal static class LoadedRows
{
    /// <summary>Every row of the load, without what the database's own clock and counter add, as one number for each table.</summary>
    private const string Checksums =
        """
        SELECT concat_ws(' ', 'trades', count(*), sum(hashtextextended(t::text, 0))) FROM execution.trades t
        UNION ALL SELECT concat_ws(' ', 'orders', count(*), sum(hashtextextended(o::text, 0))) FROM execution.orders o
        UNION ALL SELECT concat_ws(' ', 'order_logs', count(*), sum(hashtextextended((to_jsonb(l) - 'id')::text, 0))) FROM execution.order_logs l
        UNION ALL SELECT concat_ws(' ', 'positions', count(*), sum(hashtextextended(p::text, 0))) FROM execution.positions p
        UNION ALL SELECT concat_ws(' ', 'strategies', count(*), sum(hashtextextended(s::text, 0))) FROM trading.strategies s
        UNION ALL SELECT concat_ws(' ', 'bot_configs', count(*), sum(hashtextextended(b::text, 0))) FROM trading.bot_configs b
        UNION ALL SELECT concat_ws(' ', 'bot_states', count(*), sum(hashtextextended(b::text, 0))) FROM trading.bot_states b
        UNION ALL SELECT concat_ws(' ', 'users', count(*), sum(hashtextextended((to_jsonb(u) - 'hashed_password' - 'updated_at')::text, 0)))
        FROM identity.users u WHERE email LIKE '%@load.example'
        ORDER BY 1
        """;

    /// <summary>Loads in this process.</summary>
    public static Task<IReadOnlyDictionary<string, long>> LoadAsync(this TestDatabase database, long trades, int connections = 2) =>
        LoadSeed.RunAsync(database.ConnectionString, new LoadPlan(trades, connections, "nobody's"), progress: null, CancellationToken.None);

    public static Task<IReadOnlyList<string>> ChecksumsAsync(this TestDatabase database) => database.TextsAsync(Checksums);

    public static Task<long> TradesAsync(this TestDatabase database) => database.ScalarAsync<long>("SELECT count(*) FROM execution.trades");

    /// <summary>The only column of a query.</summary>
    public static async Task<IReadOnlyList<string>> TextsAsync(this TestDatabase database, string sql)
    {
        await using var connection = await database.ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0));
        return texts;
    }
}
