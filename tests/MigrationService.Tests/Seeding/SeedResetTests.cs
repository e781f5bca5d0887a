using Microsoft.Extensions.Hosting;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

public sealed class SeedResetTests
{
    private const string Trader = "(SELECT id FROM identity.users WHERE email = 'trader01@example.com')";

    [Fact]
    public async Task Reset_OfTheDesk_MakesTheSameRowsAnewAndKeepsOthers()
    {
        await using var database = await DemoDatabase.CreateAsync();
        var before = await DemoFingerprint.ReadAsync(database);
        await database.ExecuteAsync(
            $"""
            INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, status) VALUES ('01900000-0000-7000-8000-000000000001', 'usr_0123456789ab', 'operator@desk.example', 'x', 'Ours', 'active');
            INSERT INTO workspace.tasks (id, user_id, title, completed, strategy_id) SELECT gen_random_uuid(), '01900000-0000-7000-8000-000000000001', 'Ours', false, id FROM trading.strategies LIMIT 1;
            INSERT INTO workspace.tasks (id, user_id, title, completed) VALUES (gen_random_uuid(), {Trader}, 'Hangs on the desk', false);
            INSERT INTO audit.audit_log (actor_user_id, action, event_type, resource_type, outcome) VALUES ({Trader}, 'hangs', 'action', 'system', 'success'), ('01900000-0000-7000-8000-000000000001', 'ours', 'action', 'system', 'success');
            UPDATE execution.positions SET qty = 1, avg_entry_price = 1;
            UPDATE system.system_configuration SET value = value || '{"{"}"dry_run": false{"}"}' WHERE key = 'execution';
            """);

        var report = await database.SeedAsync(new SeedRequest(SeedProfile.Demo) { Reset = true });

        Assert.True(report.Removed["execution.trades"] > 1_000);
        Assert.Equal(report.Removed["execution.trades"], report.Added["execution.trades"]);
        Assert.DoesNotContain(report.Parts, part => part.NeededBy is not null);
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM workspace.tasks WHERE title = 'Ours' AND strategy_id IS NULL"));
        Assert.Equal(["ours"], await database.ScalarAsync<string[]>("SELECT array_agg(action) FROM audit.audit_log WHERE action IN ('ours', 'hangs')"));
        Assert.False(await database.ScalarAsync<bool>("SELECT (value ->> 'dry_run')::bool FROM system.system_configuration WHERE key = 'execution'"));
        await database.ExecuteAsync("DELETE FROM workspace.tasks WHERE title = 'Ours'; ALTER TABLE audit.audit_log DISABLE TRIGGER ALL; DELETE FROM audit.audit_log WHERE action = 'ours'; DELETE FROM identity.users WHERE display_name = 'Ours'");
        Assert.Equal(before, await DemoFingerprint.ReadAsync(database));
    }

    [Fact]
    public async Task Reset_OfTheDesk_LeavesTheAuditAppendOnly()
    {
        await using var database = await DemoDatabase.CreateAsync();
        var before = await CatalogSnapshot.ReadAsync(database.ConnectionString);

        await database.SeedAsync(new SeedRequest(null) { Only = ["demo-audit"], Reset = true });

        Assert.Equal(before, await CatalogSnapshot.ReadAsync(database.ConnectionString));
        await Assert.ThrowsAnyAsync<Npgsql.PostgresException>(() => database.ExecuteAsync("DELETE FROM audit.audit_log"));
    }

    [Fact]
    public async Task Reset_OfOnePart_TakesWhatDependsOnItAndAddsItAgain()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.SeedAsync(new SeedRequest(null) { Only = ["demo-trades"] });

        var report = await database.SeedAsync(new SeedRequest(null) { Only = ["demo-bots"], Reset = true });

        Assert.Equal(["execution.positions", "execution.trades", "trading.bot_configs"], report.Removed.Keys);
        Assert.Equal(["execution.positions", "execution.trades", "trading.bot_configs", "trading.bot_states"], report.Added.Keys);
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM workspace.tasks"));
    }

    [Fact]
    public async Task Reset_OutsideOfDevelopment_IsRefused()
    {
        await using var database = await DemoDatabase.CreateAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(() => database.SeedAsync(new SeedRequest(SeedProfile.Demo) { Reset = true }, Environments.Staging));

        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        Assert.Contains("`seed --reset` is for developers", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access", "access is not taken away")]
    [InlineData("system-configuration", "system-configuration is not taken away")]
    public async Task Reset_OfWhatThePlatformNeeds_IsRefused(string part, string expected)
    {
        await using var database = await DemoDatabase.CreateAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(() => database.SeedAsync(new SeedRequest(null) { Only = [part], Reset = true }));

        Assert.Equal(MigrationExitCode.Usage, refused.ExitCode);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_ResetWithoutAnAnswer_ChangesNothingAndSaysHowMuchItWouldTake()
    {
        await using var database = await DemoDatabase.CreateAsync();

        var (exitCode, output) = await database.RunAsync("seed", "--reset", "--only", "demo-backtests");
        var (unknown, sentence) = await database.RunAsync("seed", "--only", "demo-backtest,demo-people");
        var (done, document) = await database.RunJsonAsync("seed", "--reset", "--only", "demo-backtests", "--yes");

        Assert.True(exitCode == 8, output);
        Assert.Contains($"Take 30 rows away from {database.Name} at", output, StringComparison.Ordinal);
        Assert.True(unknown == 2, sentence);
        Assert.Contains("There is no part demo-backtest of the seed: there are access, ", sentence, StringComparison.Ordinal);
        Assert.True(done == 0, document.ToString());
        Assert.Equal(30, document.GetProperty("removed")[0].GetProperty("rows").GetInt64());
        Assert.Equal(30, document.GetProperty("added")[0].GetProperty("rows").GetInt64());
    }
}
