using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>What was really bought or sold for an order, before the books are made.</summary>
internal sealed record Fill(Order Order, decimal Qty, decimal Price, DateTimeOffset At, BotConfigId? Bot, TradeSource Source)
{
    /// <summary>Whether reconciliation made it up.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Whether the broker's report has taken its place.</summary>
    public bool Superseded { get; init; }

    /// <summary>What the round trip of a bot earned, on the fill that ends it.</summary>
    public decimal? Pnl { get; set; }

    public Instrument Instrument { get; } = Instrument.Of(Order.Symbol);

    /// <summary>Exact: see <see cref="Demo.Instrument.Lot"/>.</summary>
    public decimal Amount => Price * Qty;

    /// <summary>To the cent.</summary>
    public decimal Commission => decimal.Round(Amount * Instrument.CommissionRate, 2, MidpointRounding.AwayFromZero);
}
