using System.Net.Http.Json;
using System.Text.Json;
using TradingPlatform.Data;

namespace TradingPlatform.TradingApi.Tests;

public sealed class PagingTests
{
    [Fact]
    public async Task Trades_PageByPage_ComeExactlyOnceInOrderWhileNewOnesArrive()
    {
        await using var api = await ApiHost.StartAsync();
        var ada = await api.AddUserAsync("ada@example.com");
        // Seven trades a timestamp: every page ends within a tie.
        var stored = Enumerable.Range(0, 35).Select(i => Rows.Trade(ada, $"t{i:D3}", Rows.Noon.AddMicroseconds(i / 7))).ToArray<object>();
        await api.AddAsync(stored);
        using var client = await api.SignInAsync(ada);

        var seen = new List<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/trades?limit=4{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
            await api.AddAsync(Rows.Trade(ada, $"new{pages++:D3}", Rows.Noon.AddDays(1)));
        }
        while (cursor is not null);

        Assert.Equal(
            stored.Cast<Trade>().OrderByDescending(trade => trade.ExecutedAt).ThenByDescending(trade => trade.TradeId).Select(trade => trade.TradeId),
            seen);
        Assert.Equal(9, pages);
    }

    [Theory]
    [InlineData("/strategies")]
    [InlineData("/bots")]
    [InlineData("/order-logs")]
    public async Task Lists_PageByPage_ShowEveryRowOfOneInstantOnce(string path)
    {
        await using var api = await ApiHost.StartAsync();
        var ada = await api.AddUserAsync("ada@example.com");
        await api.AddAsync([.. Enumerable.Range(0, 5).SelectMany(_ => new object[] { Rows.Strategy(ada), Rows.Bot(ada), Rows.OrderLog(ada) })]);
        using var client = await api.SignInAsync(ada);

        var seen = new List<string>();
        var page = await client.GetFromJsonAsync<JsonElement>($"{path}?limit=2");
        while (true)
        {
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            if (page.GetProperty("nextCursor").GetString() is not { } cursor)
                break;
            page = await client.GetFromJsonAsync<JsonElement>($"{path}?limit=2&cursor={cursor}");
        }

        Assert.Equal(5, seen.Count);
        Assert.Equal(5, seen.Distinct().Count());
    }

    [Fact]
    public async Task List_ThatExactlyFillsItsPage_HasNoNextOne()
    {
        await using var api = await ApiHost.StartAsync();
        var ada = await api.AddUserAsync("ada@example.com");
        await api.AddAsync(Rows.Trade(ada, "a"), Rows.Trade(ada, "b"));
        using var client = await api.SignInAsync(ada);

        var page = await client.GetFromJsonAsync<JsonElement>("/trades?limit=2");

        Assert.Equal(2, page.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("nextCursor").ValueKind);
    }
}
