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
