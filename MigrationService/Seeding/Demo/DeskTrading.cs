using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// What the traders decided themselves: positions opened, added to and mostly closed some days later, some of them short; and today's orders, one in
/// each status that an order can have.
/// </summary>
internal sealed class DeskTrading(Blotter blotter)
{
    private const int IdeasPerTrader = 10;

    private readonly SeedRandom _random = new(part: 9);

    public void Write(People people)
    {
        foreach (var trader in people.Traders)
        {
            for (var idea = 0; idea < IdeasPerTrader; idea++) Idea(trader, people.ActiveUntil(trader.Id));
        }

        var traders = people.ActiveTraders.ToList();
        for (var index = 0; index < traders.Count; index++) Today(traders[index], index);
        Superseded();
    }

    private void Idea(User trader, DateTimeOffset until)
    {
        var instrument = _random.One(Instrument.All);
        var sessions = Market.SessionsOf(instrument, days: 110, until);
        var first = _random.Values.Int(0, sessions.Count - 12);
        var (opened, closed) = (Within(sessions[first]), Within(sessions[first + _random.Values.Int(1, 10)]));
        var isShort = instrument.Venue == Venue.UnitedStates && _random.Chance(25);
        var opening = Draft(trader, instrument, isShort ? OrderSide.Sell : OrderSide.Buy, opened);
        var closing = opening with { Side = Instrument.Opposite(opening.Side), At = closed, Type = OrderType.Market, LimitPrice = null, StopPrice = null };
        var qty = blotter.FreeQty(opening, closing);
        blotter.Write(opening with { Qty = qty });
        if (_random.Chance(70)) blotter.Write(closing with { Qty = qty });
    }

    private OrderDraft Draft(User trader, Instrument instrument, OrderSide side, DateTimeOffset at)
    {
        var price = blotter.Market.PriceAt(instrument, at);
        var type = _random.One([OrderType.Market, OrderType.Limit, OrderType.Limit, OrderType.Stop, OrderType.StopLimit]);
        var better = side == OrderSide.Buy ? 1.002m : 0.998m;
        var source = _random.Values.Int(1, 20) switch
        {
            1 => TradeSource.Manual,
            2 => TradeSource.Simulation,
            3 => TradeSource.Reconciliation,
            _ => TradeSource.Broker,
        };
        return new OrderDraft(trader.Id, Algorithms.Discretionary, instrument, side, instrument.LotsFor(_random.Values.Int(2, 12) * 1_000m, price), at)
        {
            Type = type,
            LimitPrice = type is OrderType.Limit or OrderType.StopLimit ? instrument.OnTick(price * better) : null,
            StopPrice = type is OrderType.Stop or OrderType.StopLimit ? instrument.OnTick(price) : null,
            TimeInForce = type == OrderType.Market ? _random.One([TimeInForce.Ioc, TimeInForce.Fok, TimeInForce.Day]) : _random.One([TimeInForce.Day, TimeInForce.Gtc]),
            Source = source,
        };
    }

    /// <summary>Three or four orders of the last session, limits a little away from the market; over all traders every status comes up more than once.</summary>
    private void Today(User trader, int index)
    {
        var statuses = Enum.GetValues<OrderStatus>().Except([OrderStatus.Filled, OrderStatus.Replaced, OrderStatus.PendingReplace]).ToList();
        for (var number = 0; number < 4; number++)
        {
            var instrument = _random.One(Instrument.All);
            var session = Market.SessionsOf(instrument, days: 4)[^1];
            var (at, status) = (Within(session), statuses[((index * 4) + number) % statuses.Count]);
            var side = _random.Chance(65) ? OrderSide.Buy : OrderSide.Sell;
            var price = blotter.Market.PriceAt(instrument, at);
            var qty = Math.Max(instrument.LotsFor(_random.Values.Int(2, 9) * 1_000m, price), instrument.Lot * 4);
            blotter.Write(new OrderDraft(trader.Id, Algorithms.Discretionary, instrument, side, qty, at)
            {
                Type = OrderType.Limit,
                LimitPrice = instrument.OnTick(price * (side == OrderSide.Buy ? 0.985m : 1.015m)),
                TimeInForce = status == OrderStatus.Expired || _random.Chance(50) ? TimeInForce.Day : TimeInForce.Gtc,
                Status = status,
                FilledPercent = status switch
                {
                    OrderStatus.PartiallyFilled => _random.Values.Int(20, 80),
                    OrderStatus.DoneForDay or OrderStatus.Calculated => 50,
                    OrderStatus.Canceled or OrderStatus.Expired when number % 2 == 0 => 30,
                    _ => 0,
                },
            });
        }
    }

    /// <summary>Of some fills that reconciliation found before the broker told of them, the stand-ins.</summary>
    private void Superseded()
    {
        foreach (var fill in blotter.Fills.Where(fill => fill.Source == TradeSource.Broker && fill.Bot is null).Where((_, index) => index % 40 == 7).ToList())
            blotter.WriteSuperseded(fill);
    }

    private DateTimeOffset Within(Session session) => _random.NextMoment(session.Open.AddMinutes(5), session.Close.AddMinutes(-20));
}
