using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

public sealed class SeedRunnerTests
{
    // The role that each is given changes a user by the database's clock.
    private const string RowsWithoutPasswords = """
        SELECT to_jsonb(u) - 'hashed_password' - 'updated_at' FROM identity.users u WHERE email <> 'admin@example.com'
        UNION ALL SELECT to_jsonb(t) FROM execution.trades t
        UNION ALL SELECT to_jsonb(s) FROM trading.strategies s
        UNION ALL SELECT to_jsonb(b) FROM trading.bot_configs b
        UNION ALL SELECT to_jsonb(b) FROM trading.bot_states b
        UNION ALL SELECT to_jsonb(c) FROM trading.broker_connections c
        UNION ALL SELECT to_jsonb(l) FROM execution.order_logs l
        """;

    [Fact]
    public async Task Demo_profile_adds_the_same_rows_on_every_machine()
    {
        await using var first = await MigratedDatabase.CreateAsync();
        await using var second = await MigratedDatabase.CreateAsync();

        await first.SeedAsync(SeedProfile.Demo);
        await second.SeedAsync(SeedProfile.Demo);

        var rows = await RowsAsync(first);
        Assert.True(rows.Count > 3_000, $"{rows.Count} rows are no living desk");
        Assert.Equal(rows, await RowsAsync(second));
    }

    [Fact]
    public async Task A_second_run_adds_nothing_and_keeps_what_a_developer_changed()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        var first = await database.SeedAsync(SeedProfile.Demo);
        await using (var context = database.Context())
            await context.Users.WithEmail("TRADER02@example.com").ExecuteUpdateAsync(set => set.SetProperty(user => user.DisplayName, "Renamed"));

        var second = await database.SeedAsync(SeedProfile.Demo);

        Assert.True(first.Total > 0);
        Assert.Equal(0, second.Total);
        await using var after = database.Context();
        Assert.Equal("Renamed", (await after.Users.WithEmail("trader02@example.com").SingleAsync()).DisplayName);
    }

    [Fact]
    public async Task Seeded_traders_sign_in_with_the_development_password()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.SeedAsync(SeedProfile.Demo);

        await using var context = database.Context();
        var hashes = await context.Users.Where(user => user.Email.StartsWith("trader")).Select(user => user.HashedPassword).ToListAsync();

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
        Assert.Equal(PasswordVerdict.Right, new PasswordHashing().Verify(hashes[0], DevelopmentCredentials.Password));
    }

    [Fact]
    public async Task Each_sale_closes_its_purchase_and_its_profit_adds_up()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.SeedAsync(SeedProfile.Demo);

        await using var context = database.Context();
        var trades = await context.Trades.OrderBy(trade => trade.TradeId).ToListAsync();

        Assert.All(trades.Chunk(2), pair =>
        {
            var (bought, sold) = (pair[0], pair[1]);
            Assert.Equal((OrderSide.Buy, OrderSide.Sell), (bought.Side, sold.Side));
            Assert.Equal(bought.Qty, sold.Qty);
            Assert.True(sold.ExecutedAt > bought.ExecutedAt);
            var profit = (sold.Price * sold.Qty) - (bought.Price * bought.Qty) - sold.CommissionAmount!.Value - bought.CommissionAmount!.Value;
            Assert.Equal(decimal.Round(profit, 4), sold.Pnl);
        });
    }

    [Fact]
    public async Task Demo_profile_is_refused_in_Production()
    {
        await using var database = await MigratedDatabase.CreateAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(() => database.SeedAsync(SeedProfile.Demo, Environments.Production));

        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        await using var context = database.Context();
        Assert.False(await context.Users.AnyAsync());
    }

    [Fact]
    public async Task A_refused_row_rolls_the_whole_seed_back()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE execution.trades ADD CONSTRAINT ck_test CHECK (side = 'buy')");

        var failed = await Assert.ThrowsAsync<MigrationException>(() => database.SeedAsync(SeedProfile.Demo));

        Assert.Equal(MigrationExitCode.SeedFailed, failed.ExitCode);
        Assert.Contains("execution.trades", failed.Message);
        await using var context = database.Context();
        Assert.False(await context.Users.AnyAsync(user => user.Roles.Any(held => held.Role != RoleNames.Admin)));
    }

    private static async Task<List<string>> RowsAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT r::text FROM ({RowsWithoutPasswords}) AS rows (r) ORDER BY 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
