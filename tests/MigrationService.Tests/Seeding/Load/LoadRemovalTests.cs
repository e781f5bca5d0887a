namespace TradingPlatform.MigrationService.Tests.Seeding.Load;

/// <summary>The load goes as it came: without touching anybody else.</summary>
public sealed class LoadRemovalTests
{
    private const string Others =
        """
        INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, status)
        SELECT id, 'usr_000000000001', 'somebody@example.com', 'x', 'Somebody', 'active'
        FROM (SELECT '019fbd68-f480-7002-8000-6c6f61640000'::uuid AS id) AS between_the_ids_of_the_load;
        INSERT INTO execution.trades (trade_id, user_id, symbol, side, price, qty, executed_at, realized_pnl)
        SELECT 'T1', id, 'AAPL', 'buy', 1, 1, now(), 0 FROM identity.users WHERE email = 'somebody@example.com';
        """;

    [Fact]
    public async Task Reset_WithScaleZero_TakesTheLoadAwayAndNothingElse()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await database.ExecuteAsync(Others);
        var before = await database.ChecksumsAsync();
        await database.LoadAsync(12_000);

        var (exitCode, output) = await database.RunAsync("seed", "--profile", "load", "--reset", "--scale", "0", "--yes");

        Assert.True(exitCode == 0, output);
        Assert.Contains("execution.trades: 12000 rows removed", output, StringComparison.Ordinal);
        Assert.Equal(before, await database.ChecksumsAsync());
        Assert.Equal(1, await database.TradesAsync());
    }

    [Fact]
    public async Task Reset_WhenTheAuditLogNamesATrader_KeepsHimForTheNextLoad()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await database.LoadAsync(12_000);
        var before = await database.ChecksumsAsync();
        await database.ExecuteAsync(
            """
            INSERT INTO audit.audit_log (actor_user_id, action, event_type, resource_type, outcome)
            SELECT id, 'sign_in', 'action', 'user', 'success' FROM identity.users WHERE email = 'trader0000003@load.example'
            """);

        var (exitCode, output) = await database.RunAsync("seed", "--profile", "load", "--reset", "--scale", "12k", "--yes");

        Assert.True(exitCode == 0, output);
        Assert.Contains("identity.users: 10 rows removed", output, StringComparison.Ordinal);
        Assert.Equal(before, await database.ChecksumsAsync());
    }
}
