using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.TradingApi.Tests;

public sealed class QueryPlanTests
{
    /// <summary>The tables that lists, and the look at a request's token, read; and what differs from row to row.</summary>
    private static readonly (string Schema, string Name, string Change)[] Filled =
    [
        ("identity", "user_sessions", "'id', gen_random_uuid(), 'refresh_token_hash', sha256(convert_to('r' || number, 'UTF8')), 'access_token_hash', sha256(convert_to('a' || number, 'UTF8'))"),
        ("trading", "strategies", "'id', gen_random_uuid(), 'public_id', 'str_' || number, 'created_at', at"),
        ("trading", "bot_configs", "'id', gen_random_uuid(), 'created_at', at"),
        ("execution", "trades", "'trade_id', number, 'executed_at', at"),
        ("execution", "order_logs", "'id', nextval(pg_get_serial_sequence('execution.order_logs', 'id')), 'public_id', 'log_' || number, 'attempted_at', at"),
    ];

    [Fact]
    public async Task Lists_OnVolume_ReadTheirTablesThroughAnIndex_PageAfterPage()
    {
        var plans = new PlanLog();
        await using var api = await ApiHost.StartAsync((host, database) => host
            .UseSetting("ConnectionStrings:tradingdb", PlanLog.ConnectionString(database))
            .ConfigureServices(services => services.ConfigureDbContext<TradingDbContext>(context => context.AddInterceptors(plans))));
        var ada = await api.AddUserAsync("ada@example.com");
        await api.AddAsync(Rows.Strategy(ada), Rows.Bot(ada), Rows.Trade(ada, "t"), Rows.OrderLog(ada));
        using var client = await api.SignInAsync(ada);
        await FillAsync(api);

        foreach (var path in new[] { "/strategies", "/bots", "/trades", "/order-logs" })
        {
            plans.Take();
            var first = await client.GetFromJsonAsync<JsonElement>($"{path}?limit=5");
            await client.GetFromJsonAsync<JsonElement>($"{path}?limit=5&cursor={first.GetProperty("nextCursor").GetString()}");

            var taken = plans.Take();
            Assert.True(taken.Count(plan => plan.Contains("Limit", StringComparison.Ordinal)) >= 2, $"{path}: {string.Join('\n', taken)}");
            Assert.All(Filled, table => Assert.DoesNotContain(taken, plan => plan.Contains($"Seq Scan on {table.Name}", StringComparison.Ordinal)));
        }
    }

    /// <summary>300 users with 60 rows each in every table, made from the ones that are there.</summary>
    private static async Task FillAsync(ApiHost api)
    {
        await using var connection = new NpgsqlConnection(api.Database.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(
            """
            INSERT INTO identity.users
            SELECT made.*
            FROM identity.users AS one, generate_series(1, 300) AS n, jsonb_populate_record(one, jsonb_build_object(
                'id', gen_random_uuid(), 'public_id', 'usr_' || lpad(to_hex(n), 12, '0'), 'email', n || '@example.com')) AS made
            """);
        foreach (var (schema, name, change) in Filled)
        {
            await ExecuteAsync(
                $"""
                INSERT INTO {schema}.{name}
                SELECT made.*
                FROM {schema}.{name} AS one, (
                    SELECT id AS owner, lpad(to_hex(row_number() OVER ()), 12, '0') AS number, now() - n * interval '1 minute' AS at
                    FROM identity.users, generate_series(1, 60) AS n) AS many,
                    jsonb_populate_record(one, jsonb_build_object('user_id', owner, {change})) AS made
                """);
        }

        await ExecuteAsync("ANALYZE");

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
