using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
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
}
