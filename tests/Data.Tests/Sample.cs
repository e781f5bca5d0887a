using System.Security.Cryptography;
using System.Text.Json;

namespace TradingPlatform.Data.Tests;

/// <summary>Valid entities to store, each with only what a test does not care about filled in.</summary>
internal static class Sample
{
    public static User User(string email = "trader@example.com") => new() { Email = email, HashedPassword = "hash", DisplayName = "Trader" };

    public static UserSession Session(User user) => new()
    {
        UserId = user.Id,
        RefreshTokenHash = RandomNumberGenerator.GetBytes(32),
        AccessTokenHash = RandomNumberGenerator.GetBytes(32),
        AccessExpiresAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch,
    };

    public static PasswordReset PasswordReset(User user) => new()
    {
        UserId = user.Id,
        TokenHash = RandomNumberGenerator.GetBytes(32),
        ExpiresAt = DateTimeOffset.UnixEpoch,
        RequestedIp = System.Net.IPAddress.Parse("2001:db8::1"),
    };

    public static Strategy Strategy(User user) => new()
    {
        UserId = user.Id,
        Symbol = "AAPL",
        BuyTime = new TimeOnly(9, 30),
        SellTime = new TimeOnly(15, 45),
        StopLoss = 180.1234567891m,
        Quantity = 10,
    };

    public static BrokerConnection BrokerConnection(User user) => new() { UserId = user.Id, Broker = Broker.AngelOne };

    public static BotConfig Bot(User user) => new()
    {
        UserId = user.Id,
        Name = "Bot",
        Symbol = "BTCUSDT",
        Timeframe = Timeframe.FifteenMinutes,
        InitialCapital = 1000.5m,
        StopLossPerc = 1.5m,
        TakeProfitPerc = 3m,
        EmaFast = 9,
        EmaSlow = 21,
        RsiPeriod = 14,
        RsiOversold = 30,
        RsiOverbought = 70,
    };

    public static Backtest Backtest(User user) => new()
    {
        UserId = user.Id,
        Symbol = "BTCUSDT",
        Interval = Timeframe.OneHour,
        MarketType = MarketType.Margin,
        StartDate = new DateOnly(2024, 2, 29),
        EndDate = new DateOnly(2024, 12, 31),
        InitialCapital = 1_000m,
        FinalCapital = -12.3456m,
        TotalReturn = -101.2345678901m,
        TotalTrades = 3,
        WinningTrades = 1,
        LosingTrades = 2,
        TestMode = true,
    };

    public static Notification Notification(User user) => new()
    {
        UserId = user.Id,
        Type = NotificationType.SlTriggered,
        Severity = NotificationSeverity.Critical,
        Title = "Stop loss",
        Body = "AAPL was sold at 180.12.",
        Payload = JsonElement.Parse("""{"order":"0123456789abcdef01234567"}"""),
    };

    public static DeviceToken DeviceToken(User user) => new()
    {
        UserId = user.Id,
        Platform = DevicePlatform.Ios,
        EncryptedToken = new EncryptedSecret([1, 2, 3], "2026-01"),
        TokenHash = RandomNumberGenerator.GetBytes(32),
    };

    public static Order Order(string id = "0123456789abcdef01234567") => new()
    {
        ClientOrderId = id,
        StrategyId = "alpha_baseline",
        Symbol = "AAPL",
        Side = OrderSide.Buy,
        Qty = 0.1234567891m,
        OrderType = OrderType.Market,
        TimeInForce = TimeInForce.Day,
        Status = OrderStatus.Canceled,
    };

    public static OrderLog OrderLog(User user, Strategy? strategy = null) => new()
    {
        UserId = user.Id,
        StrategyId = strategy?.Id,
        OrderType = OrderLogType.SlSell,
        OrderData = JsonElement.Parse("""{"symbol":"AAPL","qty":10}"""),
        AttemptedAt = DateTimeOffset.UnixEpoch,
    };

    public static Trade Trade(User user, BotConfig? bot = null, Order? order = null) => new()
    {
        TradeId = $"t-{Guid.CreateVersion7():N}",
        UserId = user.Id,
        BotConfigId = bot?.Id,
        ClientOrderId = order?.ClientOrderId,
        Symbol = "AAPL",
        Side = OrderSide.Sell,
        Price = 123456789012345678.0123456789m,
        Qty = 0.0000000001m,
        Pnl = -12345678901234.5678m,
        ExecutedAt = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.FromHours(2)).AddTicks(1234560),
    };
}
