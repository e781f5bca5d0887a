using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.AdminApi.Tests;

public sealed class ConsoleBackfillTests
{
    private const string Name = "older-users";
    private const string Steering = "/console/api/backfills/" + Name + "/";

    [Fact]
    public async Task Backfills_UnderWay_ShowProgressAndTheRowsThatAreSetAside()
    {
        await using var api = await StartAsync();
        using var operators = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));

        var item = await ReadAsync(operators);

        var status = item.GetProperty("status");
        Assert.Equal("open", status.GetProperty("state").GetString());
        Assert.Equal(250, status.GetProperty("rowsWalked").GetInt64());
        Assert.Equal(1000, status.GetProperty("estimatedRows").GetInt64());
        Assert.Equal(0.25, status.GetProperty("fraction").GetDouble());
        Assert.Equal(64, status.GetProperty("batchSize").GetInt32());
        Assert.Equal(125, status.GetProperty("rowsPerSecond").GetDouble());
        Assert.Equal("00:00:06", status.GetProperty("timeLeft").GetString());
        var row = Assert.Single(item.GetProperty("setAside").EnumerateArray());
        Assert.Equal("<b>7</b>", Assert.Single(row.GetProperty("key").EnumerateArray()).GetString());
        Assert.Equal("no address", row.GetProperty("error").GetString());
        Assert.Equal(["pause", "cancel"], Actions(item));
    }

    [Fact]
    public async Task Backfills_ThatGiveWay_SayToWhat()
    {
        await using var api = await StartAsync();
        using var operators = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await using var run = new NpgsqlConnection(api.Database.ConnectionString);
        await run.OpenAsync();

        // As a run's sessions show it: that one works, and that its table is being vacuumed.
        await using var signs = new NpgsqlCommand("SELECT pg_advisory_lock_shared(1414546022, hashtext($1)), pg_advisory_lock_shared(1414545923, hashtext($1))", run) { Parameters = { new() { Value = Name } } };
        await signs.ExecuteNonQueryAsync();

        var status = (await ReadAsync(operators)).GetProperty("status");
        Assert.Equal(("running", "its table is being vacuumed"), (status.GetProperty("state").GetString(), status.GetProperty("givesWay").GetString()));
    }

    [Fact]
    public async Task Steering_ThroughEveryState_IsDoneAndWrittenDownWithWhoDidIt()
    {
        await using var api = await StartAsync();
        var root = await api.AddUserAsync("root@example.com", isAdmin: true);
        using var operators = await api.SignInAsync(root);

        Assert.Equal("paused", await SteerAsync(operators, "pause"));
        Assert.Equal(["resume", "cancel"], Actions(await ReadAsync(operators)));
        Assert.Equal("open", await SteerAsync(operators, "resume"));
        Assert.Equal("cancelled", await SteerAsync(operators, "cancel"));
        using var refused = await operators.PostAsJsonAsync(Steering + "pause", new { });
        Assert.Equal("open", await SteerAsync(operators, "retry"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("is cancelled", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        var again = await ReadAsync(operators);
        Assert.Equal(0, again.GetProperty("setAside").GetArrayLength());
        Assert.Equal((0, 0.0, 249), again.GetProperty("status") is var walk ? (walk.GetProperty("rowsWalked").GetInt64(), walk.GetProperty("fraction").GetDouble(), walk.GetProperty("rowsChanged").GetInt64()) : default);
        await using var context = api.Database.Context();
        var audited = await context.AuditLog.OrderBy(entry => entry.Id).Where(entry => entry.ResourceType == "backfill").ToListAsync();
        Assert.Equal(
            [("backfill.pause", AuditOutcome.Success), ("backfill.resume", AuditOutcome.Success), ("backfill.cancel", AuditOutcome.Success), ("backfill.pause", AuditOutcome.Failure), ("backfill.retry", AuditOutcome.Success)],
            audited.Select(entry => (entry.Action, entry.Outcome)));
        Assert.All(audited, entry => Assert.Equal((root.Id, Name), (entry.ActorUserId!.Value, entry.ResourceId)));
        Assert.All(audited, entry => Assert.NotNull(entry.SessionId));
    }

    [Fact]
    public async Task Steering_ThatCannotBeWrittenDown_ChangesNothing()
    {
        await using var api = await StartAsync();
        using var operators = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await using var context = api.Database.Context();
        await context.Database.ExecuteSqlAsync($"ALTER TABLE audit.audit_log ADD CONSTRAINT full_disk CHECK (outcome <> 'success')");

        using var refused = await operators.PostAsJsonAsync(Steering + "pause", new { });

        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        Assert.Equal("open", (await ReadAsync(operators)).GetProperty("status").GetProperty("state").GetString());
        var failed = await context.AuditLog.SingleAsync(entry => entry.ResourceType == "backfill");
        Assert.Equal(("backfill.pause", AuditOutcome.Error), (failed.Action, failed.Outcome));
    }

    [Fact]
    public async Task Steering_BeforeItsFirstRun_IsDoneAndWrittenDownOnce()
    {
        await using var api = await StartAsync();
        using var operators = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await using var context = api.Database.Context();
        await context.Database.ExecuteSqlAsync($"DELETE FROM migration.backfills WHERE name = {Name}");

        Assert.Equal("paused", await SteerAsync(operators, "pause"));
        Assert.Equal("paused", await SteerAsync(operators, "pause"));

        Assert.Equal(
            [AuditOutcome.Success, AuditOutcome.NoOp],
            await context.AuditLog.OrderBy(entry => entry.Id).Where(entry => entry.Action == "backfill.pause").Select(entry => entry.Outcome).ToListAsync());
    }

    [Fact]
    public async Task Steering_WithoutThePermissionOrOfNoBackfill_ChangesNothing()
    {
        await using var api = await StartAsync();
        using var trader = await api.SignInAsync(await api.AddUserAsync("trader@example.com"));
        using var operators = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));

        foreach (var action in new[] { "pause", "resume", "retry", "cancel" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.Anonymous.PostAsJsonAsync(Steering + action, new { })).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await trader.PostAsJsonAsync(Steering + action, new { })).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await operators.PostAsJsonAsync($"/console/api/backfills/nothing/{action}", new { })).StatusCode);
        }

        foreach (var path in new[] { "overview", "migrations", "backfills", "blockers" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.Anonymous.GetAsync("/console/api/" + path)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await trader.GetAsync("/console/api/" + path)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await operators.GetAsync("/console/api/" + path)).StatusCode);
        }

        Assert.Equal("open", (await ReadAsync(operators)).GetProperty("status").GetProperty("state").GetString());
        Assert.Equal(0, (await trader.GetFromJsonAsync<JsonElement>("/console/api/me")).GetProperty("permissions").GetArrayLength());
        await using var context = api.Database.Context();
        Assert.False(await context.AuditLog.AnyAsync());
    }

    /// <summary>A quarter done of a thousand rows, in two seconds, one row set aside.</summary>
    private static async Task<ApiHost> StartAsync()
    {
        var api = await ApiHost.StartAsync();
        await using var context = api.Database.Context();
        var after = TradingBackfills.All.Single(backfill => backfill.Name == Name).After;
        await context.Database.ExecuteSqlAsync(
            $$"""
            DELETE FROM migration.backfills WHERE name = {{Name}};
            INSERT INTO migration.backfills (name, after_migration, table_schema, table_name, definition_hash, estimated_rows)
            VALUES ({{Name}}, {{after}}, 'public', 'users', '', 1000);
            INSERT INTO migration.backfill_ranges (backfill, id, batch_size, rows_walked, rows_changed, batches, worked_ms, updated_at)
            VALUES ({{Name}}, 1, 64, 250, 249, 4, 2000, now());
            INSERT INTO migration.backfill_rows (backfill, key, error) VALUES ({{Name}}, ARRAY['<b>7</b>'], 'no address');
            """);
        return api;
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/console/api/backfills")).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("status").GetProperty("name").GetString() == Name);

    private static async Task<string?> SteerAsync(HttpClient client, string action)
    {
        using var response = await client.PostAsJsonAsync(Steering + action, new { });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString();
    }

    private static IEnumerable<string?> Actions(JsonElement item) => item.GetProperty("actions").EnumerateArray().Select(action => action.GetString());
}
