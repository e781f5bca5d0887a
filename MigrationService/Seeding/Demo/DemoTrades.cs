using System.Globalization;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// The bots' executions: each purchase is followed by the sale that closes it, whose profit is what the two prices and
/// both commissions leave.
/// </summary>
internal static class DemoTrades
{
    private const int RoundTripsPerBot = 60;
    private const decimal CommissionRate = 0.001m;

    public static IEnumerable<Trade> Create(IReadOnlyList<BotConfig> bots)
    {
        var random = new SeedRandom(part: 6);
        var prices = new MarketPrices(random.Values);
        var number = 7_100_000_000L;
        foreach (var bot in bots)
        {
            for (var trip = 0; trip < RoundTripsPerBot; trip++)
            {
                var boughtAt = random.NextMoment(days: 85).AddHours(-8);
                var quantity = decimal.Round(bot.InitialCapital * 0.1m / prices.Next(bot.Symbol), 4) + 0.0001m;
                var bought = Execution(++number, bot, OrderSide.Buy, prices.Next(bot.Symbol), quantity, boughtAt);
                yield return bought;

                var sold = Execution(++number, bot, OrderSide.Sell, prices.Next(bot.Symbol), quantity, boughtAt.AddMinutes(random.Values.Int(5, 420)));
                sold.Pnl = decimal.Round((sold.QuoteQty - bought.QuoteQty - sold.CommissionAmount - bought.CommissionAmount)!.Value, 4);
                yield return sold;
            }
        }
    }

    private static Trade Execution(long number, BotConfig bot, OrderSide side, decimal price, decimal quantity, DateTimeOffset at) => new()
    {
        TradeId = number.ToString(CultureInfo.InvariantCulture),
        UserId = bot.UserId,
        BotConfigId = bot.Id,
        BrokerOrderId = (number * 7 % 9_999_999_967).ToString(CultureInfo.InvariantCulture),
        Symbol = bot.Symbol,
        Side = side,
        Price = price,
        Qty = quantity,
        QuoteQty = price * quantity,
        CommissionAmount = decimal.Round(price * quantity * CommissionRate, 4),
        CommissionAsset = CurrencyOf(bot.Symbol),
        ExecutedAt = at,
        CreatedAt = at,
    };

    private static string CurrencyOf(string symbol) => symbol switch
    {
        "AAPL" or "MSFT" or "NVDA" => "USD",
        "RELIANCE" or "TCS" or "INFY" => "INR",
        _ => "USDT",
    };
}
