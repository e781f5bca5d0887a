using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.Data.Tests;

/// <summary>A bot's settings, as the database fills and refuses them.</summary>
public sealed class BotConfigTests
{
    [Fact]
    public async Task Insert_ByWhoKnowsNoneOfTheLaterColumns_GetsTheirDefaults()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        context.Add(user);
        await context.SaveChangesAsync();

        await TradingSchema.ExecuteAsync(database.ConnectionString, $"""
            INSERT INTO trading.bot_configs (id, user_id, name, symbol, timeframe, is_active, initial_capital, stop_loss_perc, take_profit_perc,
                trailing_stop_active, ema_fast, ema_slow, rsi_period, rsi_oversold, rsi_overbought)
            VALUES (gen_random_uuid(), '{user.Id}', 'Bot', 'BTCUSDT', '1h', true, 100, 1, 2, false, 9, 21, 14, 30, 70)
            """);

        var stored = await context.BotConfigs.AsNoTracking().SingleAsync();
        var made = Sample.Bot(user);
        Assert.Equal(Later(made), Later(stored));
    }

    [Fact]
    public async Task Save_KeepsAZeroAndAFalse_WhereTheDefaultIsAnother()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        var bot = Sample.Bot(user);
        bot.CustomRsiOversold = 0;
        bot.AutoTransferFunds = false;
        context.AddRange(user, bot);
        await context.SaveChangesAsync();

        var stored = await context.BotConfigs.AsNoTracking().SingleAsync();

        Assert.Equal((0, false), (stored.CustomRsiOversold, stored.AutoTransferFunds));
    }

    [Theory]
    [InlineData("leverage = 0", "ck_bot_configs_leverage")]
    [InlineData("leverage = 126", "ck_bot_configs_leverage")]
    [InlineData("strategy = 'ema'", "ck_bot_configs_strategy_ema_period")]
    [InlineData("strategy = 'guess'", "ck_bot_configs_strategy")]
    [InlineData("position_type = 'margin'", "ck_bot_configs_position_type")]
    [InlineData("custom_ema_fast = 21", "ck_bot_configs_custom_ema")]
    [InlineData("custom_rsi_oversold = 65", "ck_bot_configs_custom_rsi")]
    [InlineData("custom_trailing_stop = 0", "ck_bot_configs_custom_exits")]
    [InlineData("transfer_amount = 0", "ck_bot_configs_transfer_amount")]
    public async Task Setting_ThatMakesNoSense_IsRefusedByTheDatabase(string assignment, string constraint)
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        context.AddRange(user, Sample.Bot(user));
        await context.SaveChangesAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() =>
            TradingSchema.ExecuteAsync(database.ConnectionString, $"UPDATE trading.bot_configs SET {assignment}"));

        Assert.Equal(constraint, refusal.ConstraintName);
    }

    private static object Later(BotConfig bot) => (
        (bot.ExchangeApiKeyId, bot.Strategy, bot.EmaPeriod, bot.PositionType, bot.TransferAmount, bot.AutoTransferFunds, bot.Leverage),
        (bot.CustomEmaFast, bot.CustomEmaSlow, bot.CustomRsiPeriod, bot.CustomRsiOversold, bot.CustomRsiOverbought),
        (bot.CustomStopLoss, bot.CustomTakeProfit, bot.CustomTrailingStop));
}
