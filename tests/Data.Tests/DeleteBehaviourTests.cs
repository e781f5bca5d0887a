using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.Data.Tests;

/// <summary>What the database does with the rows that refer to a deleted one. Deleted with SQL, so that the database decides, not EF.</summary>
public sealed class DeleteBehaviourTests
{
    [Fact]
    public async Task DeletingAUser_TakesSessionsAndCredentialsAlong()
    {
        var user = Sample.User();
        var left = await DeleteAsync("identity.users", context =>
        {
            var old = Sample.Session(user);
            var current = Sample.Session(user);
            old.ReplacedBySessionId = current.Id;
            context.AddRange(user, old, current, Sample.PasswordReset(user), Sample.BrokerConnection(user),
                new ExchangeApiKey { UserId = user.Id, Exchange = "binance", Label = "main" });
        }, "SELECT (SELECT count(*) FROM identity.user_sessions) + (SELECT count(*) FROM identity.password_resets), (SELECT count(*) FROM trading.broker_connections), (SELECT count(*) FROM trading.exchange_api_keys)");

        Assert.Equal("0|0|0", left);
    }

    [Fact]
    public async Task DeletingAUser_TakesNotificationsAndDevicesAlong()
    {
        var user = Sample.User();
        var preference = new NotificationPreference { UserId = user.Id, Type = NotificationType.SystemAlert, Channel = NotificationChannel.Email };

        var left = await DeleteAsync("identity.users",
            context => context.AddRange(user, Sample.Notification(user), Sample.DeviceToken(user), preference),
            """
            SELECT (SELECT count(*) FROM notifications.notifications), (SELECT count(*) FROM notifications.notification_preferences),
                (SELECT count(*) FROM notifications.device_tokens)
            """);

        Assert.Equal("0|0|0", left);
    }

    [Fact]
    public async Task DeletingAUser_WithAStrategy_IsRefused()
    {
        var user = Sample.User();
        await RefusedAsync("identity.users", "fk_strategies_users_user_id", context => context.AddRange(user, Sample.Strategy(user)));
    }

    [Fact]
    public async Task DeletingAUser_WithABot_IsRefused()
    {
        var user = Sample.User();
        await RefusedAsync("identity.users", "fk_bot_configs_users_user_id", context => context.AddRange(user, Sample.Bot(user)));
    }

    [Fact]
    public async Task DeletingAUser_WithATrade_IsRefused()
    {
        var user = Sample.User();
        await RefusedAsync("identity.users", "fk_trades_users_user_id", context => context.AddRange(user, Sample.Trade(user)));
    }

    [Fact]
    public async Task DeletingAUser_WithAnOrderLog_IsRefused()
    {
        var user = Sample.User();
        await RefusedAsync("identity.users", "fk_order_logs_users_user_id", context => context.AddRange(user, Sample.OrderLog(user)));
    }

    [Fact]
    public async Task DeletingAUser_WithABacktest_IsRefused()
    {
        var user = Sample.User();
        await RefusedAsync("identity.users", "fk_backtests_users_user_id", context => context.AddRange(user, Sample.Backtest(user)));
    }

    [Fact]
    public async Task DeletingABot_TakesItsStateAlong()
    {
        var user = Sample.User();
        var bot = Sample.Bot(user);
        bot.State = new BotState();

        var left = await DeleteAsync("trading.bot_configs", context => context.AddRange(user, bot), "SELECT count(*) FROM trading.bot_states");

        Assert.Equal("0", left);
    }

    [Fact]
    public async Task DeletingAnExchangeKey_LeavesItsBotWithoutOne()
    {
        var user = Sample.User();
        var key = new ExchangeApiKey { UserId = user.Id, Exchange = "binance", Label = "main" };
        var bot = Sample.Bot(user);
        bot.ExchangeApiKeyId = key.Id;

        var left = await DeleteAsync("trading.exchange_api_keys", context => context.AddRange(user, key, bot),
            "SELECT count(*), count(exchange_api_key_id) FROM trading.bot_configs");

        Assert.Equal("1|0", left);
    }

    [Fact]
    public async Task DeletingABot_ThatTraded_IsRefused()
    {
        var user = Sample.User();
        var bot = Sample.Bot(user);
        await RefusedAsync("trading.bot_configs", "fk_trades_bot_configs_bot_config_id", context => context.AddRange(user, bot, Sample.Trade(user, bot)));
    }

    [Fact]
    public async Task DeletingAnOrder_ThatWasFilled_IsRefused()
    {
        var user = Sample.User();
        var order = Sample.Order();
        await RefusedAsync("execution.orders", "fk_trades_orders_client_order_id", context => context.AddRange(user, order, Sample.Trade(user, order: order)));
    }

    [Fact]
    public async Task DeletingAStrategy_LeavesItsLogWithoutIt()
    {
        var user = Sample.User();
        var strategy = Sample.Strategy(user);

        var left = await DeleteAsync("trading.strategies", context => context.AddRange(user, strategy, Sample.OrderLog(user, strategy)),
            "SELECT count(*), count(strategy_id) FROM execution.order_logs");

        Assert.Equal("1|0", left);
    }

    [Fact]
    public void EveryForeignKey_StatesItsDeleteBehaviour()
    {
        using var context = TradingSchema.Offline();

        // ClientSetNull is what EF assumes where nothing is stated.
        var unstated = context.Model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys())
            .Where(key => key.DeleteBehavior is not (DeleteBehavior.Cascade or DeleteBehavior.Restrict or DeleteBehavior.SetNull));

        Assert.Empty(unstated);
    }

    private static async Task<string> DeleteAsync(string table, Action<TradingDbContext> add, string count)
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        add(context);
        await context.SaveChangesAsync();
        await TradingSchema.ExecuteAsync(database.ConnectionString, $"DELETE FROM {table}");
        return Assert.Single(await TradingSchema.RowsAsync(database.ConnectionString, count));
    }

    private static async Task RefusedAsync(string table, string constraint, Action<TradingDbContext> add)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => DeleteAsync(table, add, "SELECT 1"));

        Assert.Equal(constraint, refusal.ConstraintName);
    }
}
