using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.Data.Tests;

/// <summary>What is saved comes back exactly.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public async Task Trade_KeepsEveryDigitAndTheInstant()
    {
        var user = Sample.User();
        var bot = Sample.Bot(user);
        var order = Sample.Order();
        var trade = Sample.Trade(user, bot, order);

        var read = await SaveAndReadAsync(context => context.AddRange(user, bot, order, trade), context => context.Trades.SingleAsync());

        Assert.Equal(123456789012345678.0123456789m, read.Price);
        Assert.Equal(0.0000000001m, read.Qty);
        Assert.Equal(-12345678901234.5678m, read.Pnl);
        Assert.Equal(trade.ExecutedAt, read.ExecutedAt);
        Assert.Equal(TimeSpan.Zero, read.ExecutedAt.Offset);
        Assert.Equal((user.Id, bot.Id, order.ClientOrderId), (read.UserId, read.BotConfigId, read.ClientOrderId));
    }

    [Fact]
    public async Task Bot_ComesBackWithItsStateAndTypedIds()
    {
        var user = Sample.User();
        var bot = Sample.Bot(user);
        bot.State = new BotState { Status = BotStatus.Waiting, DailyPnl = -1.25m, InPosition = true };

        var read = await SaveAndReadAsync(
            context => context.AddRange(user, bot),
            context => context.BotConfigs.Include(config => config.State).SingleAsync(config => config.UserId == user.Id && config.Timeframe == Timeframe.FifteenMinutes));

        Assert.Equal(bot.Id, read.Id);
        Assert.Equal(60, read.CheckIntervalSeconds);
        Assert.Equal((bot.Id, BotStatus.Waiting, -1.25m, true), (read.State!.BotConfigId, read.State.Status, read.State.DailyPnl, read.State.InPosition));
    }

    [Fact]
    public async Task BrokerConnection_KeepsCiphertextAndKeyIdAndTheAbsenceOfASecret()
    {
        var user = Sample.User();
        var connection = Sample.BrokerConnection(user);
        connection.EncryptedApiKey = new EncryptedSecret([1, 2, 3], "2026-01");

        var read = await SaveAndReadAsync(context => context.AddRange(user, connection), context => context.BrokerConnections.SingleAsync());

        Assert.Equal(new byte[] { 1, 2, 3 }, read.EncryptedApiKey!.Ciphertext);
        Assert.Equal("2026-01", read.EncryptedApiKey.KeyId);
        Assert.Null(read.EncryptedApiSecret);
    }

    [Fact]
    public async Task BrokerConnection_WithACiphertextButNoKeyId_IsRefusedByTheDatabase()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        context.AddRange(user, Sample.BrokerConnection(user));
        await context.SaveChangesAsync();

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            TradingSchema.ExecuteAsync(database.ConnectionString, "UPDATE trading.broker_connections SET encrypted_api_key = '\\x01'"));

        Assert.Equal("ck_broker_connections_encrypted_api_key", refusal.ConstraintName);
    }

    [Fact]
    public async Task OrderLog_KeepsItsJsonAndGetsItsIdFromTheDatabase()
    {
        var user = Sample.User();

        var read = await SaveAndReadAsync(context => context.AddRange(user, Sample.OrderLog(user)), context => context.OrderLogs.SingleAsync());

        Assert.True(read.Id > 0);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"symbol":"AAPL","qty":10}"""), read.OrderData));
        Assert.Null(read.Result);
    }

    [Fact]
    public async Task Order_IsDatedByTheDatabaseAndTouchedOnUpdate()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var order = Sample.Order();
        context.Add(order);
        await context.SaveChangesAsync();
        var first = order.UpdatedAt;

        order.Status = OrderStatus.Filled;
        await context.SaveChangesAsync();

        Assert.NotEqual(default, order.CreatedAt);
        Assert.True(order.UpdatedAt > first);
        Assert.Equal(JsonValueKind.Object, order.Metadata.ValueKind);
    }

    [Fact]
    public async Task Backtest_KeepsItsDaysItsMarketAndALoss()
    {
        var user = Sample.User();
        var backtest = Sample.Backtest(user);

        var read = await SaveAndReadAsync(context => context.AddRange(user, backtest), context => context.Backtests.SingleAsync());

        Assert.Equal((backtest.StartDate, backtest.EndDate, MarketType.Margin, Timeframe.OneHour), (read.StartDate, read.EndDate, read.MarketType, read.Interval));
        Assert.Equal((-12.3456m, -101.2345678901m, true), (read.FinalCapital, read.TotalReturn, read.TestMode));
        Assert.Equal((JsonValueKind.Object, JsonValueKind.Array), (read.Parameters.ValueKind, read.DailyResults.ValueKind));
    }

    [Fact]
    public async Task PasswordReset_KeepsItsHashAndWhereItCameFrom()
    {
        var user = Sample.User();
        var reset = Sample.PasswordReset(user);

        var read = await SaveAndReadAsync(context => context.AddRange(user, reset), context => context.PasswordResets.SingleAsync());

        Assert.Equal(reset.TokenHash, read.TokenHash);
        Assert.Equal((reset.Id, reset.RequestedIp, (DateTimeOffset?)null), (read.Id, read.RequestedIp, read.UsedAt));
    }

    [Fact]
    public async Task OrchestrationRun_KeepsItsSymbolsAndDay()
    {
        var run = new OrchestrationRun
        {
            RunId = Guid.CreateVersion7(),
            StrategyId = "alpha_baseline",
            AsOfDate = new DateOnly(2026, 2, 28),
            Symbols = ["AAPL", "MSFT"],
            Capital = 100_000m,
            StartedAt = DateTimeOffset.UnixEpoch,
        };
        var mapping = new SignalOrderMapping { RunId = run.RunId, Symbol = "AAPL", OrderSide = OrderSide.Sell };

        var read = await SaveAndReadAsync(context => context.AddRange(run, mapping), context => context.OrchestrationRuns.SingleAsync());

        Assert.Equal(["AAPL", "MSFT"], read.Symbols);
        Assert.Equal(new DateOnly(2026, 2, 28), read.AsOfDate);
    }

    private static async Task<TEntity> SaveAndReadAsync<TEntity>(Action<TradingDbContext> add, Func<TradingDbContext, Task<TEntity>> read)
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using (var writer = TradingSchema.Open(database.ConnectionString))
        {
            add(writer);
            await writer.SaveChangesAsync();
        }
        await using var reader = TradingSchema.Open(database.ConnectionString);
        return await read(reader);
    }
}
