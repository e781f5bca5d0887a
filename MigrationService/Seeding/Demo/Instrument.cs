using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Something that the desk trades.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Venue">Where.</param>
/// <param name="Currency">What it is paid with.</param>
/// <param name="Start">The price on the first day.</param>
/// <param name="Tick">The smallest change of the price.</param>
/// <param name="Lot">The smallest quantity. Tick times lot is no smaller than a hundredth of a cent: amounts are exact.</param>
internal sealed record Instrument(string Symbol, Venue Venue, string Currency, decimal Start, decimal Tick, decimal Lot)
{
    public static IReadOnlyList<Instrument> All { get; } =
    [
        new("BTCUSDT", Venue.Crypto, "USDT", 68_250.00m, 0.01m, 0.01m),
        new("ETHUSDT", Venue.Crypto, "USDT", 3_480.00m, 0.01m, 0.01m),
        new("SOLUSDT", Venue.Crypto, "USDT", 172.40m, 0.01m, 0.1m),
        new("AAPL", Venue.UnitedStates, "USD", 231.20m, 0.01m, 1),
        new("MSFT", Venue.UnitedStates, "USD", 428.90m, 0.01m, 1),
        new("NVDA", Venue.UnitedStates, "USD", 139.60m, 0.01m, 1),
        new("RELIANCE", Venue.India, "INR", 1_344.50m, 0.05m, 1),
        new("TCS", Venue.India, "INR", 4_118.00m, 0.05m, 1),
        new("INFY", Venue.India, "INR", 1_792.35m, 0.05m, 1),
    ];

    /// <summary>What a broker takes, as a share of the amount.</summary>
    public decimal CommissionRate => Venue == Venue.Crypto ? 0.001m : 0.0003m;

    public static Instrument Of(string symbol) => All.First(instrument => instrument.Symbol == symbol);

    /// <summary>To the tick.</summary>
    public decimal OnTick(decimal price) => Math.Max(Tick * 10, decimal.Round(price / Tick) * Tick);

    /// <summary>As many lots as an amount of money buys; at least one.</summary>
    public decimal LotsFor(decimal amount, decimal price) => Math.Max(1, decimal.Floor(amount / price / Lot)) * Lot;

    /// <summary>The other way.</summary>
    public static OrderSide Opposite(OrderSide side) => side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy;
}
