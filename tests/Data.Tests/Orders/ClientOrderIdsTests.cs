using System.Security.Cryptography;
using System.Text;

namespace TradingPlatform.Data.Tests;

public sealed class ClientOrderIdsTests
{
    private static readonly DateOnly Day = new(2026, 3, 4);

    [Theory]
    [InlineData("AAPL", OrderSide.Buy, "10", null, "AAPL|buy|10||alpha_baseline|2026-03-04")]
    [InlineData(" aapl ", OrderSide.Buy, "10.00", null, "AAPL|buy|10||alpha_baseline|2026-03-04")]
    [InlineData("BTCUSDT", OrderSide.Sell, "0.0000000100", "64000.50", "BTCUSDT|sell|0.00000001|64000.5|alpha_baseline|2026-03-04")]
    public void Of_IsTheBeginningOfTheHashOfItsParts(string symbol, OrderSide side, string qty, string? limit, string text)
    {
        var id = ClientOrderIds.Of(symbol, side, Parse(qty), limit is null ? null : Parse(limit), "alpha_baseline", Day);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24], id);
    }

    [Fact]
    public void Of_WhateverDiffers_IsAnotherId()
    {
        string[] ids =
        [
            ClientOrderIds.Of("AAPL", OrderSide.Buy, 10, 1, "a", Day), ClientOrderIds.Of("AAPM", OrderSide.Buy, 10, 1, "a", Day),
            ClientOrderIds.Of("AAPL", OrderSide.Sell, 10, 1, "a", Day), ClientOrderIds.Of("AAPL", OrderSide.Buy, 11, 1, "a", Day),
            ClientOrderIds.Of("AAPL", OrderSide.Buy, 10, null, "a", Day), ClientOrderIds.Of("AAPL", OrderSide.Buy, 10, 1, "b", Day),
            ClientOrderIds.Of("AAPL", OrderSide.Buy, 10, 1, "a", Day.AddDays(1)), ClientOrderIds.OfSlice("x", 0), ClientOrderIds.OfSlice("x", 1), ClientOrderIds.OfSlice("y", 0),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{24}$", id));
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("AAPL|buy", "a")]
    [InlineData("AAPL", "a|b")]
    public void Of_WhatWouldBeAmbiguous_IsRefused(string symbol, string strategy) =>
        Assert.Throws<ArgumentException>(() => ClientOrderIds.Of(symbol, OrderSide.Buy, 1, null, strategy, Day));

    private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
