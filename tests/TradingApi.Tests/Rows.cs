using System.Text.Json;
using TradingPlatform.Data;

namespace TradingPlatform.TradingApi.Tests;

/// <summary>Rows as short as the schema allows.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static Trade Trade(User user, string id, DateTimeOffset? at = null) => new()
    {
        TradeId = id,
        UserId = user.Id,
        Symbol = "BTCUSDT",
        Side = OrderSide.Buy,
        Price = 12345678.0123456789m,
        Qty = 0.0000000001m,
        ExecutedAt = at ?? Noon,
    };

    public static Strategy Strategy(User user) => new()
    {
        UserId = user.Id,
        Symbol = "INFY",
        BuyTime = new TimeOnly(9, 30),
        SellTime = new TimeOnly(15, 15),
        StopLoss = 1.5m,
        Quantity = 10,
        Position = StrategyPosition.SlHit,
        CreatedAt = Noon,
    };

    public static BotConfig Bot(User user) => new()
    {
        UserId = user.Id,
        Name = "Momentum",
        Symbol = "BTCUSDT",
        Timeframe = Timeframe.FifteenMinutes,
        InitialCapital = 1000m,
        StopLossPerc = 1m,
        TakeProfitPerc = 2m,
        EmaFast = 9,
        EmaSlow = 21,
        RsiPeriod = 14,
        RsiOversold = 30,
        RsiOverbought = 70,
        CreatedAt = Noon,
    };

    public static OrderLog OrderLog(User user, Strategy? strategy = null) => new()
    {
        UserId = user.Id,
        StrategyId = strategy?.Id,
        OrderType = OrderLogType.SlSell,
        OrderData = JsonSerializer.SerializeToElement(new { symbol = "INFY", price = 1.10m }),
        AttemptedAt = Noon,
    };
}
