using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.AdminApi.Tests;

public sealed class SchemaTests
{
    [Fact]
    public async Task Schema_OfAMigratedDatabase_IsUpToDate()
    {
        await using var api = await ApiHost.StartAsync();
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await using var context = api.Database.Context();

        var schema = await administrator.GetFromJsonAsync<JsonElement>("/schema");

        Assert.Equal("up_to_date", schema.GetProperty("state").GetString());
        Assert.Equal(
            context.Database.GetMigrations(),
            schema.GetProperty("applied").EnumerateArray().Select(migration => migration.GetProperty("id").GetString()!));
        Assert.Equal(0, schema.GetProperty("pending").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, schema.GetProperty("lockHolder").ValueKind);
    }

    [Fact]
    public async Task Schema_ThatFellBehindOrRanAhead_SaysSo()
    {
        await using var api = await ApiHost.StartAsync();
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await using var context = api.Database.Context();
        var last = MigrationGraph.Of(context).Migrations.Last(node => node.Phase == MigrationPhase.Expand).Id;

        await context.Database.ExecuteSqlAsync($"""DELETE FROM migration."__EFMigrationsHistory" WHERE "MigrationId" = {last}""");
        var behind = await administrator.GetFromJsonAsync<JsonElement>("/schema");
        await context.Database.ExecuteSqlAsync($"""INSERT INTO migration."__EFMigrationsHistory" VALUES ('99990101000000_Tomorrow', '10')""");
        var ahead = await administrator.GetFromJsonAsync<JsonElement>("/schema");

        Assert.Equal("pending", behind.GetProperty("state").GetString());
        Assert.Equal([last], behind.GetProperty("pending").EnumerateArray().Select(id => id.GetString()!));
        Assert.Equal("ahead", ahead.GetProperty("state").GetString());
        Assert.Equal("99990101000000_Tomorrow", Assert.Single(ahead.GetProperty("unknown").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Journal_PageByPage_ShowsWhatTheEngineDidLatestFirst()
    {
        await using var api = await ApiHost.StartAsync();
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await using var context = api.Database.Context();

        var seen = new List<string>();
        var page = await administrator.GetFromJsonAsync<JsonElement>("/schema/journal?limit=2");
        while (true)
        {
            foreach (var entry in page.GetProperty("items").EnumerateArray())
            {
                seen.Add(entry.GetProperty("migrationId").GetString()!);
                Assert.Equal("succeeded", entry.GetProperty("outcome").GetString());
            }

            if (page.GetProperty("nextCursor").GetString() is not { } cursor)
                break;
            page = await administrator.GetFromJsonAsync<JsonElement>($"/schema/journal?limit=2&cursor={cursor}");
        }

        Assert.Equal(context.Database.GetMigrations().Reverse(), seen);
    }
}
