using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.AdminApi.Tests;

public sealed class ConsoleReadingTests
{
    [Fact]
    public async Task Pages_WhileAMigrationHoldsItsLock_AreReadAndNameTheHolder()
    {
        await using var api = await ApiHost.StartAsync();
        using var operators = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        var options = new MigrationEngineOptions { ConnectionString = api.Database.ConnectionString, Build = TradingDatabase.Build, ApplicationName = "somebody" };
        var migrator = new SchemaMigrator(() => api.Database.Context(), options, NullLogger<SchemaMigrator>.Instance, TimeProvider.System);
        await using var session = await migrator.BeginAsync(default);

        var overview = await operators.GetFromJsonAsync<JsonElement>("/console/api/overview");
        var migrations = await operators.GetFromJsonAsync<JsonElement>("/console/api/migrations");

        Assert.StartsWith("somebody", overview.GetProperty("lockHolder").GetProperty("application").GetString(), StringComparison.Ordinal);
        Assert.Equal("adminapi", Assert.Single(overview.GetProperty("instances").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(overview.GetProperty("applied").GetInt32(), migrations.GetArrayLength());
        Assert.All(migrations.EnumerateArray(), item => Assert.Equal("applied", item.GetProperty("state").GetString()));
        Assert.All(migrations.EnumerateArray(), item => Assert.NotEqual(JsonValueKind.Null, item.GetProperty("duration").ValueKind));
    }

    [Fact]
    public async Task Blockers_WhenASessionWaits_NameBothWithoutTheirSecrets()
    {
        await using var api = await ApiHost.StartAsync();
        using var operators = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await using var holder = new NpgsqlConnection(api.Database.ConnectionString);
        await using var waiter = new NpgsqlConnection(api.Database.ConnectionString);
        await holder.OpenAsync();
        await waiter.OpenAsync();
        await using var lockTable = new NpgsqlCommand("BEGIN; LOCK TABLE execution.orders; SELECT 'a secret'", holder);
        await lockTable.ExecuteNonQueryAsync();
        await using var wait = new NpgsqlCommand("SELECT count(*) FROM execution.orders WHERE 'a secret' <> '' AND 4711 > 1", waiter);
        var waiting = wait.ExecuteScalarAsync();

        var blockers = await BlockersAsync(operators);

        var blocker = blockers.Single(session => session.GetProperty("processId").GetInt32() == holder.ProcessID);
        var blocked = blockers.Single(session => session.GetProperty("processId").GetInt32() == waiter.ProcessID);
        Assert.Equal(holder.ProcessID, Assert.Single(blocked.GetProperty("blockedBy").EnumerateArray()).GetInt32());
        Assert.Equal("SELECT count(*) FROM execution.orders WHERE '?' <> '?' AND ? > ?", blocked.GetProperty("query").GetString());
        Assert.DoesNotContain("secret", blocker.GetProperty("query").GetString(), StringComparison.Ordinal);
        await using var release = new NpgsqlCommand("ROLLBACK", holder);
        await release.ExecuteNonQueryAsync();
        await waiting;
        Assert.Equal(0, (await operators.GetFromJsonAsync<JsonElement>("/console/api/blockers")).GetArrayLength());
    }

    [Fact]
    public async Task Pages_OfADatabaseThatTheEngineNeverTouched_SaySo()
    {
        await using var api = await ApiHost.StartAsync();
        using var operators = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await using var context = api.Database.Context();
        await context.Database.ExecuteSqlAsync($"ALTER SCHEMA migration RENAME TO elsewhere");

        var overview = await operators.GetFromJsonAsync<JsonElement>("/console/api/overview");

        Assert.False(overview.GetProperty("isTouched").GetBoolean());
        Assert.False((await operators.GetFromJsonAsync<JsonElement>("/console/api/backfills")).GetProperty("isTouched").GetBoolean());
        Assert.All((await operators.GetFromJsonAsync<JsonElement>("/console/api/migrations")).EnumerateArray(), item => Assert.NotEqual("applied", item.GetProperty("state").GetString()));
        Assert.Equal(0, (await operators.GetFromJsonAsync<JsonElement>("/schema/journal")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await operators.GetFromJsonAsync<JsonElement>("/console/api/blockers")).GetArrayLength());
    }

    private static async Task<JsonElement[]> BlockersAsync(HttpClient client)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var sessions = (await client.GetFromJsonAsync<JsonElement>("/console/api/blockers", deadline.Token)).EnumerateArray().ToArray();
            if (sessions.Length > 0) return sessions;
            await Task.Delay(20, deadline.Token);
        }
    }
}
