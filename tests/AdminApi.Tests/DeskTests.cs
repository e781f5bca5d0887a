using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.AdminApi.Tests;

public sealed class DeskTests
{
    private static readonly DateTimeOffset Newest = new(2026, 10, 30, 16, 21, 0, TimeSpan.Zero);

    [Fact]
    public async Task Totals_AgreeToTheCentWithTheTrades_OfEachDayAndCurrency()
    {
        await using var api = await ApiHost.StartAsync();
        var trades = await AddTradesAsync(api);
        using var viewer = await SignInViewerAsync(api);

        var pnl = await viewer.GetFromJsonAsync<JsonElement>("/desk/pnl?days=90");
        var activity = await viewer.GetFromJsonAsync<JsonElement>("/desk/activity?days=90");

        Assert.Equal("2026-10-30", pnl.GetProperty("to").GetString());
        Assert.Equal("2026-08-02", pnl.GetProperty("from").GetString());
        var counted = trades.Where(trade => !trade.Superseded && trade.ExecutedAt >= new DateTimeOffset(2026, 8, 2, 0, 0, 0, TimeSpan.Zero)).ToList();
        var running = new Dictionary<string, decimal>();
        var expected = counted
            .GroupBy(trade => (Day: DateOnly.FromDateTime(trade.ExecutedAt.UtcDateTime), Currency: trade.CommissionAsset!))
            .OrderBy(group => group.Key.Day).ThenBy(group => group.Key.Currency, StringComparer.Ordinal)
            .Select(group =>
            {
                var realized = group.Sum(trade => trade.RealizedPnl);
                running[group.Key.Currency] = running.GetValueOrDefault(group.Key.Currency) + realized;
                return (group.Key, Realized: realized, Running: running[group.Key.Currency], Count: group.LongCount(), Fees: group.Sum(trade => trade.CommissionAmount!.Value));
            })
            .ToList();
        Assert.Equal(
            expected.Select(day => (day.Key, day.Realized, day.Running)),
            Rows(pnl).Select(row => (KeyOf(row), row.GetProperty("realized").GetDecimal(), row.GetProperty("running").GetDecimal())));
        Assert.Equal(
            expected.Select(day => (day.Key, day.Count, day.Fees)),
            Rows(activity).Select(row => (KeyOf(row), row.GetProperty("trades").GetInt64(), row.GetProperty("fees").GetDecimal())));
        Assert.Equal(counted.Sum(trade => trade.Price * trade.Qty), Rows(activity).Sum(row => row.GetProperty("volume").GetDecimal()));
    }

    [Fact]
    public async Task Period_EndsAtTheNewestTrade_AndHasThatManyDays()
    {
        await using var api = await ApiHost.StartAsync();
        await AddTradesAsync(api);
        using var viewer = await SignInViewerAsync(api);

        var week = await viewer.GetFromJsonAsync<JsonElement>("/desk/symbols?days=7");
        var prices = await viewer.GetFromJsonAsync<JsonElement>("/desk/prices?symbol=NVDA&days=3660");

        Assert.Equal(("2026-10-24", "2026-10-30"), (week.GetProperty("from").GetString(), week.GetProperty("to").GetString()));
        Assert.Equal(["BTCUSDT", "NVDA"], Rows(week).Select(row => row.GetProperty("symbol").GetString()).Order(StringComparer.Ordinal));
        var times = Rows(prices).Select(row => row.GetProperty("executedAt").GetDateTimeOffset()).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(Newest, times[^1]);
        var latest = await viewer.GetFromJsonAsync<JsonElement>("/desk/trades");
        Assert.Equal(12, latest.GetArrayLength());
        Assert.Equal(Newest, latest[0].GetProperty("executedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task PositionsOrdersAndBots_AreWhatTheDeskHolds()
    {
        await using var api = await ApiHost.StartAsync();
        var trader = await api.AddUserAsync("trader@example.com");
        var bot = new BotConfig
        {
            UserId = trader.Id, Name = "trend", Symbol = "BTCUSDT", Timeframe = Timeframe.OneHour, InitialCapital = 1000,
            StopLossPerc = 1, TakeProfitPerc = 2, EmaFast = 9, EmaSlow = 21, RsiPeriod = 14, RsiOversold = 30, RsiOverbought = 70,
        };
        await api.AddAsync(
            new Position { UserId = trader.Id, Symbol = "NVDA", Qty = 10, AvgEntryPrice = 130, CurrentPrice = 134.5m, UnrealizedPl = 45 },
            new Position { UserId = trader.Id, Symbol = "AAPL", Qty = 0 },
            Order(trader, "o1", OrderStatus.Filled), Order(trader, "o2", OrderStatus.Filled), Order(trader, "o3", OrderStatus.BlockedKillSwitch),
            bot, new BotState { BotConfigId = bot.Id, Status = BotStatus.Running });
        using var viewer = await SignInViewerAsync(api);

        var position = Assert.Single((await viewer.GetFromJsonAsync<JsonElement>("/desk/positions")).EnumerateArray());
        Assert.Equal(("NVDA", 45m), (position.GetProperty("symbol").GetString(), position.GetProperty("unrealizedPl").GetDecimal()));
        var statuses = Rows(await viewer.GetFromJsonAsync<JsonElement>("/desk/order-statuses?days=1"));
        Assert.Equal([("filled", 2), ("blocked_kill_switch", 1)], statuses.Select(Count));
        Assert.Equal(3, (await viewer.GetFromJsonAsync<JsonElement>("/desk/orders")).GetArrayLength());
        Assert.Equal([("running", 1)], (await viewer.GetFromJsonAsync<JsonElement>("/desk/bots")).EnumerateArray().Select(Count));
    }

    [Theory]
    [InlineData("/desk/pnl?days=0")]
    [InlineData("/desk/activity?days=3661")]
    public async Task Days_OutOfRange_AreRefusedInOneSentence(string path)
    {
        await using var api = await ApiHost.StartAsync();
        using var viewer = await SignInViewerAsync(api);

        var response = await viewer.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("ask for 1 to 3660", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutThePermission_APanelIsRefused_AndProfitIsLeftOut()
    {
        await using var api = await ApiHost.StartAsync();
        await AddTradesAsync(api);
        var clerk = new User { Email = "clerk@example.com", HashedPassword = ApiHost.PasswordHash, DisplayName = "Clerk" };
        await using (var context = api.Database.Context())
        {
            await context.AddWithRoleAsync(clerk, RoleNames.Viewer);
            await context.SaveChangesAsync();
            context.RolePermissions.RemoveRange(context.RolePermissions.AsEnumerable().Where(row => row.Permission == PermissionNames.ViewPnl));
            await context.SaveChangesAsync();
        }
        using var client = await api.SignInAsync(clerk);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/desk/pnl")).StatusCode);
        var trades = await client.GetFromJsonAsync<JsonElement>("/desk/trades");
        Assert.All(trades.EnumerateArray(), trade => Assert.Equal(JsonValueKind.Null, trade.GetProperty("realizedPnl").ValueKind));
    }

    /// <summary>Two a day for a hundred days, in two currencies, with cents that binary fractions do not have; every ninth is superseded.</summary>
    private static async Task<List<Trade>> AddTradesAsync(ApiHost api)
    {
        var trader = await api.AddUserAsync("trader@example.com");
        var trades = Enumerable.Range(0, 200)
            .Select(n => new Trade
            {
                TradeId = $"t{n}", UserId = trader.Id, Symbol = n % 2 == 0 ? "NVDA" : "BTCUSDT", Side = n % 4 < 2 ? OrderSide.Buy : OrderSide.Sell,
                Price = 100.01m + n, Qty = 0.1m + n % 3, CommissionAmount = 0.07m * (n % 5 - 1), CommissionAsset = n % 2 == 0 ? "USD" : "USDT",
                RealizedPnl = 10.01m - 0.13m * n, Superseded = n % 9 == 8, ExecutedAt = Newest.AddHours(-12 * n),
            })
            .ToList();
        await api.AddAsync([.. trades]);
        return trades;
    }

    private static async Task<HttpClient> SignInViewerAsync(ApiHost api)
    {
        var viewer = new User { Email = "viewer@example.com", HashedPassword = ApiHost.PasswordHash, DisplayName = "Viewer" };
        await using var context = api.Database.Context();
        await context.AddWithRoleAsync(viewer, RoleNames.Viewer);
        await context.SaveChangesAsync();
        return await api.SignInAsync(viewer);
    }

    private static Order Order(User trader, string id, OrderStatus status) => new()
    {
        ClientOrderId = id, UserId = trader.Id, StrategyId = "alpha_baseline", Symbol = "NVDA", Side = OrderSide.Buy, Qty = 1,
        OrderType = OrderType.Market, TimeInForce = TimeInForce.Day, Status = status,
    };

    private static List<JsonElement> Rows(JsonElement answer) => [.. answer.GetProperty("rows").EnumerateArray()];

    private static (DateOnly Day, string Currency) KeyOf(JsonElement row) =>
        (DateOnly.Parse(row.GetProperty("day").GetString()!, System.Globalization.CultureInfo.InvariantCulture), row.GetProperty("currency").GetString()!);

    private static (string? Status, int Count) Count(JsonElement row) => (row.GetProperty("status").GetString(), row.GetProperty("count").GetInt32());
}
