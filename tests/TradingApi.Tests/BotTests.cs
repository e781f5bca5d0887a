using System.Net.Http.Json;
using System.Text.Json;
using TradingPlatform.Data;

namespace TradingPlatform.TradingApi.Tests;

public sealed class BotTests
{
    // Not the owner's to see: who the owner is is known, and the row version belongs to the database.
    private static readonly string[] Inner = [nameof(BotConfig.UserId), nameof(BotConfig.Version)];

    [Fact]
    public void Response_HasEverySettingOfABot() => Assert.Equal(
        typeof(BotConfig).GetProperties().Select(property => property.Name).Except(Inner).Order(),
        typeof(BotResponse).GetProperties().Select(property => property.Name).Order());

    [Fact]
    public async Task Read_GivesTheSettingsOfLaterReleasesToo_AndTheDocumentNamesThem()
    {
        await using var api = await ApiHost.StartAsync();
        var ada = await api.AddUserAsync("ada@example.com");
        var key = new ExchangeApiKey { UserId = ada.Id, Exchange = "binance", Label = "main" };
        var bot = Rows.Bot(ada);
        bot.ExchangeApiKeyId = key.Id;
        (bot.Strategy, bot.EmaPeriod, bot.PositionType, bot.Leverage, bot.TransferAmount, bot.CustomStopLoss) = (BotStrategy.Ema, 50, BotPositionType.Futures, 125, 12.3456m, 0.0000000001m);
        await api.AddAsync(key);
        await api.AddAsync(bot);
        using var client = await api.SignInAsync(ada);

        var read = await client.GetStringAsync($"/bots/{bot.Id}");
        var document = await api.Anonymous.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.Contains($"\"exchangeApiKeyId\":\"{key.Id}\",\"strategy\":\"ema\",\"emaPeriod\":50,\"customEmaFast\":8,\"customEmaSlow\":21,", read, StringComparison.Ordinal);
        Assert.Contains("\"customStopLoss\":0.0000000001,\"customTakeProfit\":1.5", read, StringComparison.Ordinal);
        Assert.Contains("\"positionType\":\"futures\",\"transferAmount\":12.3456,\"autoTransferFunds\":true,\"leverage\":125", read, StringComparison.Ordinal);
        Assert.Equal(
            JsonElement.Parse(read).EnumerateObject().Select(property => property.Name).Order(),
            document.GetProperty("components").GetProperty("schemas").GetProperty(nameof(BotResponse)).GetProperty("properties").EnumerateObject().Select(property => property.Name).Order());
    }
}
