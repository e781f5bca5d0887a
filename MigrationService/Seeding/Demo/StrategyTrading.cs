using System.Globalization;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// What the strategies did: on each of their days a buy at its time, and a sell at its time or at the stop loss, each with its log; those that are not
/// simulated left an order. The last day leaves the strategy as its status says.
/// </summary>
internal sealed class StrategyTrading
{
    public const string Algorithm = "intraday_window";

    private const int Sessions = 8;

    private readonly Blotter _blotter;
    private readonly SeedRandom _random = new(part: 8);
    private readonly List<OrderLog> _logs = [];

    public StrategyTrading(Blotter blotter, Strategies strategies, People people)
    {
        _blotter = blotter;
        foreach (var strategy in strategies.All.Where(strategy => strategy.Status != StrategyStatus.Created)) Trade(strategy, people.ActiveUntil(strategy.UserId));
        Logs = [.. _logs.OrderBy(log => log.AttemptedAt).ThenBy(log => log.PublicId, StringComparer.Ordinal)];
    }

    public IReadOnlyList<OrderLog> Logs { get; }

    private void Trade(Strategy strategy, DateTimeOffset until)
    {
        var instrument = Instrument.Of(strategy.Symbol);
        var days = Market.SessionsOf(instrument, days: 65, until).TakeLast(Sessions).ToList();
        for (var day = 0; day < days.Count; day++)
        {
            var (buyAt, sellAt) = (At(days[day], instrument, strategy.BuyTime), At(days[day], instrument, strategy.SellTime));
            var end = day < days.Count - 1 ? StrategyPosition.Sold : LastDay(strategy.Status);
            if (end == StrategyPosition.None || sellAt > SeedRandom.Now) continue;

            if (!Attempt(strategy, instrument, OrderLogType.Buy, buyAt, OrderLogStatus.Success, out var entry)) continue;

            strategy.EntryPrice = entry;
            strategy.StopLoss = instrument.OnTick(entry * 0.985m);
            (strategy.Position, strategy.LastAction) = (StrategyPosition.Bought, "Bought at the opening of the window");
            strategy.UpdatedAt = buyAt.AddSeconds(1);
            if (end == StrategyPosition.Sold) Close(strategy, instrument, sellAt);
        }

        Finish(strategy, instrument, days[^1]);
    }

    private static StrategyPosition LastDay(StrategyStatus status) => status switch
    {
        StrategyStatus.Running or StrategyStatus.Error => StrategyPosition.Bought,
        StrategyStatus.Completed => StrategyPosition.Sold,
        _ => StrategyPosition.None,
    };

    private void Close(Strategy strategy, Instrument instrument, DateTimeOffset sellAt)
    {
        // Where the price has fallen.
        var byStopLoss = _random.Chance(60) && _blotter.Market.PriceAt(instrument, sellAt.AddMinutes(-7)) < strategy.EntryPrice * 0.998m;
        Attempt(strategy, instrument, byStopLoss ? OrderLogType.SlSell : OrderLogType.Sell, byStopLoss ? sellAt.AddMinutes(-7) : sellAt, OrderLogStatus.Success, out var exit);
        strategy.ExitPrice = exit;
        (strategy.Position, strategy.LastAction) = byStopLoss
            ? (StrategyPosition.SlHit, "Sold by the stop loss")
            : (StrategyPosition.Sold, "Sold at the end of the window");
        if (byStopLoss) strategy.StopLoss = instrument.OnTick(exit * 1.001m);
        strategy.UpdatedAt = sellAt.AddSeconds(1);
    }

    /// <summary>What a status adds to the last day: a stopped one is out of the market, a failed one could not sell, a running one is at it.</summary>
    private void Finish(Strategy strategy, Instrument instrument, Session last)
    {
        var at = At(last, instrument, strategy.SellTime);
        switch (strategy.Status)
        {
            case StrategyStatus.Stopped:
                (strategy.Position, strategy.EntryPrice, strategy.ExitPrice, strategy.LastAction) = (StrategyPosition.None, null, null, "Stopped by its owner");
                break;
            case StrategyStatus.Error:
                (strategy.ExitPrice, strategy.LastAction) = (null, "The sale failed");
                Attempt(strategy, instrument, OrderLogType.Sell, at, _random.Chance(50) ? OrderLogStatus.Failed : OrderLogStatus.Error, out _);
                break;
            case StrategyStatus.Running:
                strategy.ExitPrice = null;
                if (strategy.IsSimulated && instrument.Venue == Venue.Crypto) Attempt(strategy, instrument, OrderLogType.Sell, SeedRandom.Now.AddSeconds(-4), OrderLogStatus.Attempting, out _);
                break;
        }
    }

    private static DateTimeOffset At(Session session, Instrument instrument, TimeOnly time)
    {
        var offset = TradingCalendar.OffsetOf(instrument.Venue);
        return new DateTimeOffset(DateOnly.FromDateTime(session.Open.ToOffset(offset).DateTime), time, offset).ToUniversalTime();
    }

    /// <summary>Writes the log, and the order where one left the platform.</summary>
    /// <returns>Whether the broker took it.</returns>
    private bool Attempt(Strategy strategy, Instrument instrument, OrderLogType type, DateTimeOffset at, OrderLogStatus status, out decimal price)
    {
        var side = type == OrderLogType.Buy ? OrderSide.Buy : OrderSide.Sell;
        var taken = status == OrderLogStatus.Success;
        var order = taken && !strategy.IsSimulated
            ? _blotter.Write(new OrderDraft(strategy.UserId, Algorithm, instrument, side, strategy.Quantity, at))
            : null;
        price = order?.FilledAvgPrice is { } filled ? decimal.Round(filled, 4) : _blotter.Market.PriceAt(instrument, at);
        var milliseconds = _random.Values.Int(18, 420);
        _logs.Add(new OrderLog
        {
            PublicId = _random.NextPublicId("log"),
            UserId = strategy.UserId,
            StrategyId = strategy.Id,
            OrderType = type,
            OrderData = SeedRandom.Json(new { symbol = strategy.Symbol, side = side == OrderSide.Buy ? "buy" : "sell", quantity = strategy.Quantity, simulated = strategy.IsSimulated }),
            Status = status,
            Result = taken ? SeedRandom.Json(new { orderId = order?.ClientOrderId, brokerOrderId = order?.BrokerOrderId, price = price.ToString(CultureInfo.InvariantCulture) }) : null,
            ErrorMessage = status switch
            {
                OrderLogStatus.Failed => "Insufficient margin.",
                OrderLogStatus.Error => "The broker did not answer in time.",
                _ => null,
            },
            AttemptedAt = at,
            CompletedAt = status == OrderLogStatus.Attempting ? null : at.AddMilliseconds(milliseconds),
            ExecutionTimeMs = status == OrderLogStatus.Attempting ? null : milliseconds,
        });
        return taken;
    }
}
