using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TradingPlatform.Data;

namespace TradingPlatform.TradingApi.Tests;

public sealed class OwnRowsTests
{
    [Fact]
    public async Task Lists_ShowTheUsersOwnRowsAndNobodyElses()
    {
        await using var api = await ApiHost.StartAsync();
        var (ada, bob) = (await api.AddUserAsync("ada@example.com"), await api.AddUserAsync("bob@example.com"));
        var (adas, bobs) = (RowsOf(ada), RowsOf(bob));
        await api.AddAsync([adas.Strategy, adas.Bot, bobs.Strategy, bobs.Bot]);
        await api.AddAsync([adas.Trade, adas.Log, bobs.Trade, bobs.Log]);
        using var client = await api.SignInAsync(ada);

        Assert.Equal([adas.Strategy.PublicId], await IdsAsync(client, "/strategies"));
        Assert.Equal([adas.Bot.Id.ToString()], await IdsAsync(client, "/bots"));
        Assert.Equal([adas.Trade.TradeId], await IdsAsync(client, "/trades"));
        Assert.Equal([adas.Log.PublicId], await IdsAsync(client, "/order-logs"));
        string[] foreign = [$"/strategies/{bobs.Strategy.PublicId}", $"/bots/{bobs.Bot.Id}", $"/trades/{bobs.Trade.TradeId}", $"/order-logs/{bobs.Log.PublicId}"];
        foreach (var path in foreign)
        {
            using var response = await client.GetAsync(path);
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{path}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Reads_GiveTheRowAsItIsStored()
    {
        await using var api = await ApiHost.StartAsync();
        var ada = await api.AddUserAsync("ada@example.com");
        var rows = RowsOf(ada);
        await api.AddAsync(rows.Strategy, rows.Bot);
        await api.AddAsync(rows.Trade, rows.Log, new BotState { BotConfigId = rows.Bot.Id, Status = BotStatus.Waiting, DailyPnl = 12.3456m });
        using var client = await api.SignInAsync(ada);

        var trade = await client.GetStringAsync($"/trades/{rows.Trade.TradeId}");
        Assert.Contains("\"price\":12345678.0123456789,\"qty\":0.0000000001", trade, StringComparison.Ordinal);
        Assert.Contains("\"side\":\"buy\"", trade, StringComparison.Ordinal);

        var strategy = await client.GetFromJsonAsync<JsonElement>($"/strategies/{rows.Strategy.PublicId}");
        Assert.Equal("sl_hit", strategy.GetProperty("position").GetString());
        Assert.Equal("09:30:00", strategy.GetProperty("buyTime").GetString());

        var bot = await client.GetFromJsonAsync<JsonElement>($"/bots/{rows.Bot.Id}");
        Assert.Equal("15m", bot.GetProperty("timeframe").GetString());
        Assert.Equal("waiting", bot.GetProperty("state").GetProperty("status").GetString());

        var log = await client.GetFromJsonAsync<JsonElement>($"/order-logs/{rows.Log.PublicId}");
        Assert.Equal(rows.Strategy.PublicId, log.GetProperty("strategyId").GetString());
        Assert.Equal("sl_sell", log.GetProperty("orderType").GetString());
        Assert.Equal("INFY", log.GetProperty("orderData").GetProperty("symbol").GetString());

        var me = await client.GetFromJsonAsync<JsonElement>("/me");
        Assert.Equal(ada.PublicId, me.GetProperty("id").GetString());
        Assert.DoesNotContain("assword", me.ToString(), StringComparison.Ordinal);
    }

    private static (Strategy Strategy, BotConfig Bot, Trade Trade, OrderLog Log) RowsOf(User user)
    {
        var strategy = Rows.Strategy(user);
        return (strategy, Rows.Bot(user), Rows.Trade(user, $"trade-of-{user.PublicId}"), Rows.OrderLog(user, strategy));
    }

    private static async Task<IEnumerable<string?>> IdsAsync(HttpClient client, string path) =>
        (await client.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()
        .Select(item => item.GetProperty("id").GetString())
        .ToList();
}
