using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.AdminApi.Tests;

public sealed class QueryPlanTests
{
    [Theory]
    [InlineData("/users", "users")]
    [InlineData("/schema/journal", "journal")]
    public async Task Lists_OnVolume_ReadTheirTablesThroughAnIndex_PageAfterPage(string path, string table)
    {
        var plans = new PlanLog();
        await using var api = await ApiHost.StartAsync((host, database) => host
            .UseSetting("ConnectionStrings:tradingdb", PlanLog.ConnectionString(database))
            .ConfigureServices(services => services.ConfigureDbContext<TradingDbContext>(context => context.AddInterceptors(plans))));
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await FillAsync(api);
        plans.Take();

        var first = await administrator.GetFromJsonAsync<JsonElement>($"{path}?limit=5");
        await administrator.GetFromJsonAsync<JsonElement>($"{path}?limit=5&cursor={first.GetProperty("nextCursor").GetString()}");

        var taken = plans.Take();
        Assert.True(taken.Count(plan => plan.Contains("Limit", StringComparison.Ordinal)) >= 2, string.Join('\n', taken));
        Assert.DoesNotContain(taken, plan => plan.Contains($"Seq Scan on {table}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Desk_OnVolume_ReadsTradesAndOrdersThroughTheirIndexes()
    {
        var plans = new PlanLog();
        await using var api = await ApiHost.StartAsync((host, database) => host
            .UseSetting("ConnectionStrings:tradingdb", PlanLog.ConnectionString(database))
            .ConfigureServices(services => services.ConfigureDbContext<TradingDbContext>(context => context.AddInterceptors(plans))));
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await FillDeskAsync(api);
        plans.Take();

        foreach (var panel in new[] { "pnl", "activity", "symbols", "prices?symbol=S7", "order-statuses", "trades", "orders", "positions" })
        {
            using var response = await administrator.GetAsync($"/desk/{panel}{(panel.Contains('?', StringComparison.Ordinal) ? "&" : "?")}days=7");
            response.EnsureSuccessStatusCode();

            var taken = plans.Take();
            Assert.NotEmpty(taken);
            Assert.DoesNotContain(taken, plan => plan.Contains("Seq Scan on trades", StringComparison.Ordinal)
                || plan.Contains("Seq Scan on orders", StringComparison.Ordinal) || plan.Contains("Seq Scan on positions", StringComparison.Ordinal));
        }
    }

    /// <summary>30,000 trades and orders of 30 symbols over a year, and as many positions, ten of them open.</summary>
    private static async Task FillDeskAsync(ApiHost api)
    {
        await using var connection = new NpgsqlConnection(api.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO execution.trades (trade_id, user_id, symbol, side, price, qty, realized_pnl, executed_at)
            SELECT n::text, u.id, 'S' || n % 30, 'buy', 1, 1, 0, now() - n * interval '17 minutes' FROM identity.users AS u, generate_series(1, 30000) AS n;
            INSERT INTO execution.orders (client_order_id, user_id, strategy_id, symbol, side, qty, order_type, time_in_force, status, created_at)
            SELECT n::text, u.id, 's', 'S' || n % 30, 'buy', 1, 'market', 'day', 'filled', now() - n * interval '17 minutes'
            FROM identity.users AS u, generate_series(1, 30000) AS n;
            INSERT INTO execution.positions (user_id, symbol, qty, avg_entry_price)
            SELECT u.id, 'P' || n, CASE WHEN n <= 10 THEN 1 ELSE 0 END, 1 FROM identity.users AS u, generate_series(1, 30000) AS n;
            ANALYZE;
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>20,000 users and as many entries of the journal, made from the ones that are there.</summary>
    private static async Task FillAsync(ApiHost api)
    {
        await using var connection = new NpgsqlConnection(api.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO identity.users
            SELECT made.*
            FROM (SELECT * FROM identity.users WHERE email = 'root@example.com') AS one, generate_series(1, 20000) AS n,
                jsonb_populate_record(one::identity.users, jsonb_build_object(
                    'id', gen_random_uuid(), 'public_id', 'usr_' || lpad(to_hex(n), 12, '0'), 'email', n || '@example.com', 'created_at', now() - n * interval '1 minute')) AS made;
            INSERT INTO migration.journal OVERRIDING SYSTEM VALUE
            SELECT made.*
            FROM (SELECT * FROM migration.journal ORDER BY id LIMIT 1) AS one, generate_series(1, 20000) AS n,
                jsonb_populate_record(one::migration.journal, jsonb_build_object('id', 100000 + n)) AS made;
            ANALYZE;
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }
}
