using System.Globalization;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// The trades and what they leave: each closing trade realizes its amount less what its part of the position had cost, every trade gives its
/// commission away, and the positions are what remains. All amounts are exact: profit, positions and fees add up to the cent.
/// </summary>
internal sealed class Books
{
    private const long FirstTrade = 7_100_000_000;

    private readonly Dictionary<(UserId User, string Symbol), Holding> _holdings = [];

    public Books(Blotter blotter)
    {
        var fills = blotter.Fills.Select((fill, number) => (Fill: fill, Number: number)).OrderBy(fill => fill.Fill.At).ThenBy(fill => fill.Number).Select(fill => fill.Fill).ToList();
        Trades = [.. fills.Select((fill, number) => Trade(fill, FirstTrade + number))];
        Positions = [.. _holdings.OrderBy(holding => holding.Key.User.Value).ThenBy(holding => holding.Key.Symbol, StringComparer.Ordinal).Select(holding => Position(holding.Key, holding.Value, blotter.Market))];
    }

    public IReadOnlyList<Trade> Trades { get; }

    public IReadOnlyList<Position> Positions { get; }

    private Trade Trade(Fill fill, long number) => new()
    {
        TradeId = number.ToString(CultureInfo.InvariantCulture),
        UserId = fill.Order.UserId!.Value,
        BotConfigId = fill.Bot,
        StrategyId = fill.Order.StrategyId,
        Source = fill.Source,
        Synthetic = fill.Synthetic,
        Superseded = fill.Superseded,
        ClientOrderId = fill.Order.ClientOrderId,
        BrokerOrderId = fill.Order.BrokerOrderId,
        Symbol = fill.Order.Symbol,
        Side = fill.Order.Side,
        Price = fill.Price,
        Qty = fill.Qty,
        QuoteQty = fill.Amount,
        CommissionAmount = fill.Commission,
        CommissionAsset = fill.Instrument.Currency,
        Pnl = fill.Pnl,
        RealizedPnl = fill.Superseded ? 0 : Book(fill),
        ExecutedAt = fill.At,
        CreatedAt = fill.At.AddSeconds(1),
    };

    /// <summary>Books a fill.</summary>
    /// <returns>What it realized.</returns>
    private decimal Book(Fill fill)
    {
        var key = (fill.Order.UserId!.Value, fill.Order.Symbol);
        if (!_holdings.TryGetValue(key, out var holding)) _holdings[key] = holding = new Holding();
        return holding.Book(fill.Order.Side == OrderSide.Buy ? fill.Qty : -fill.Qty, fill.Price, fill.Commission, fill.At);
    }

    private static Position Position((UserId User, string Symbol) key, Holding holding, Market market)
    {
        var current = market.PriceAt(Instrument.Of(key.Symbol), SeedRandom.Now);
        var average = holding.Qty == 0 ? 0 : decimal.Round(holding.Cost / holding.Qty, 10);
        return new Position
        {
            UserId = key.User,
            Symbol = key.Symbol,
            Qty = holding.Qty,
            AvgEntryPrice = average,
            CurrentPrice = current,
            UnrealizedPl = decimal.Round((current - average) * holding.Qty, 4),
            RealizedPl = holding.Realized,
            UpdatedAt = holding.LastAt,
        };
    }
}
