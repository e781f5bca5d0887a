using System.Globalization;

namespace TradingPlatform.Data.Tests;

public sealed class OrderSlicingRulesTests
{
    [Theory]
    [InlineData("10", 3, "1", "4 3 3")]
    [InlineData("10", 1, "1", "10")]
    [InlineData("3", 3, "1", "1 1 1")]
    [InlineData("700", 4, "100", "200 200 200 100")]
    [InlineData("0.05", 2, "0.01", "0.03 0.02")]
    [InlineData("0.0000000003", 2, "0.0000000001", "0.0000000002 0.0000000001")]
    public void Split_IsInWholeLotsAsEqualAsCanBe(string qty, int slices, string lot, string expected)
    {
        var parts = OrderSlicing.Split(Parse(qty), slices, Parse(lot));

        Assert.Equal(expected.Split(' ').Select(Parse), parts);
    }

    [Fact]
    public void Split_OfAnything_SumsToTheParentExactly()
    {
        var random = new Random(7);
        for (var i = 0; i < 1000; i++)
        {
            var lot = Parse(((string[])["1", "5", "0.01", "0.0000000001", "0.3"])[random.Next(5)]);
            var slices = random.Next(1, 50);
            var qty = lot * (slices + random.Next(100_000));

            var parts = OrderSlicing.Split(qty, slices, lot);

            Assert.Equal((slices, qty), (parts.Count, parts.Sum()));
            Assert.All(parts, part => Assert.True(part > 0 && part % lot == 0));
            Assert.True(parts.Max() - parts.Min() <= lot);
        }
    }

    [Theory]
    [InlineData("0", 1, "1")]
    [InlineData("10", 0, "1")]
    [InlineData("2", 3, "1")]
    [InlineData("10.5", 2, "1")]
    [InlineData("10", 2, "0")]
    public void Split_WhereItCannot_IsRefused(string qty, int slices, string lot) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderSlicing.Split(Parse(qty), slices, Parse(lot)));

    [Fact]
    public void IsWhole_AsksForEveryNumberOnceAndTheWholeQuantity()
    {
        var parent = Order("parent", 10, null, null);
        parent.TotalSlices = 3;
        Order[] slices = [Order("a", 4, "parent", 0), Order("c", 3, "parent", 2), Order("b", 3, "parent", 1)];

        Assert.True(OrderSlicing.IsWhole(parent, slices));
        Assert.False(OrderSlicing.IsWhole(parent, slices[..2]));
        Assert.False(OrderSlicing.IsWhole(parent, [.. slices[..2], Order("b", 4, "parent", 1)]));
        Assert.False(OrderSlicing.IsWhole(parent, [.. slices[..2], Order("b", 3, "parent", 2)]));
        Assert.False(OrderSlicing.IsWhole(parent, [.. slices[..2], Order("b", 3, "other", 1)]));
    }

    private static Order Order(string id, decimal qty, string? parent, int? number) => new()
    {
        ClientOrderId = id,
        StrategyId = "alpha_baseline",
        Symbol = "AAPL",
        Side = OrderSide.Buy,
        Qty = qty,
        OrderType = OrderType.Market,
        TimeInForce = TimeInForce.Day,
        Status = OrderStatus.PendingNew,
        ParentOrderId = parent,
        SliceNum = number,
    };

    private static decimal Parse(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
