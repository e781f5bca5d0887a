namespace TradingPlatform.Data.Tests;

public sealed class SnakeCaseTests
{
    [Theory]
    [InlineData("Id", "id")]
    [InlineData("AvgEntryPrice", "avg_entry_price")]
    [InlineData("SLHit", "sl_hit")]
    [InlineData("already_snake", "already_snake")]
    public void From_WritesWordsInLowerCase(string name, string expected)
    {
        Assert.Equal(expected, SnakeCase.From(name));
    }
}
