using System.Globalization;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Where orders are written down: makes an order and its fills of a draft, so that the two agree with each other and with the market.</summary>
internal sealed class Blotter(Market market)
{
    private readonly SeedRandom _random = new(part: 3);
    private readonly HashSet<string> _ids = [];
    private readonly List<Order> _orders = [];
    private readonly List<Fill> _fills = [];
    private long _brokerOrder = 2_610_300_000;

    /// <summary>In the order of writing: what an order refers to is before it.</summary>
    public IReadOnlyList<Order> Orders => _orders;

    public IReadOnlyList<Fill> Fills => _fills;

    public Market Market => market;

    /// <summary>Writes an order, with the fills that its status asks for.</summary>
    public Order Write(OrderDraft draft)
    {
        var (id, qty) = IdOf(draft);
        var filledQty = draft.TotalSlices is null ? FilledOf(draft, qty) : 0;
        var wasSent = OrderStates.WasSent(draft.Status) && draft is { TotalSlices: null, Source: not TradeSource.Simulation };
        var order = new Order
        {
            ClientOrderId = id,
            UserId = draft.UserId,
            StrategyId = draft.StrategyId,
            Symbol = draft.Instrument.Symbol,
            Side = draft.Side,
            Qty = qty,
            OrderType = draft.Type,
            LimitPrice = draft.LimitPrice,
            StopPrice = draft.StopPrice,
            TimeInForce = draft.TimeInForce,
            Status = draft.Status,
            SourcePriority = _random.One([1, 2, 3]),
            ExecutionStyle = draft.TotalSlices is null ? ExecutionStyle.Instant : ExecutionStyle.Twap,
            ReplacedOrderId = draft.Replaces?.ClientOrderId,
            ParentOrderId = draft.Parent?.ClientOrderId,
            SliceNum = draft.SliceNum,
            TotalSlices = draft.TotalSlices,
            ScheduledAt = draft.ScheduledAt,
            BrokerOrderId = OrderStates.IsKnownToBroker(draft.Status) && wasSent ? NextBrokerOrder() : null,
            BrokerEventId = OrderStates.IsKnownToBroker(draft.Status) && wasSent ? $"evt-{id[..12]}" : null,
            ErrorMessage = OrderStates.ErrorOf(draft.Status),
            RetryCount = draft.Status is OrderStatus.Failed or OrderStatus.SubmittedUnconfirmed ? 3 : 0,
            Metadata = SeedRandom.Json(new { source = draft.Bot is null ? "desk" : "bot" }),
            SubmittedAt = wasSent ? draft.At.AddSeconds(1) : null,
            CreatedAt = draft.At,
            UpdatedAt = draft.EndsAt ?? draft.At.AddMinutes(2),
        };
        _orders.Add(order);
        if (filledQty > 0) FillIt(order, draft, filledQty);
        return order;
    }

    /// <summary>The quantity of a draft, or as few lots more as give the draft and <paramref name="closing"/> ids that no other order has.</summary>
    public decimal FreeQty(OrderDraft draft, OrderDraft? closing = null)
    {
        var qty = draft.Qty;
        while (_ids.Contains(IdOf(draft, qty)) || (closing is not null && _ids.Contains(IdOf(closing, qty)))) qty += draft.Instrument.Lot;
        return qty;
    }

    /// <summary>Adds a trade that reconciliation had made up until the broker's own report came: it counts no more.</summary>
    public void WriteSuperseded(Fill reported) =>
        _fills.Add(reported with { At = reported.At.AddMinutes(-1), Source = TradeSource.Reconciliation, Synthetic = true, Superseded = true });

    /// <summary>Gives an order the sums of its fills, or of its slices' fills, and the moments that follow from them.</summary>
    public static void Sum(Order order, IReadOnlyCollection<Fill> fills)
    {
        var counted = fills.Where(fill => !fill.Superseded).ToList();
        if (counted.Count == 0) return;

        order.FilledQty = counted.Sum(fill => fill.Qty);
        order.FilledAvgPrice = decimal.Round(counted.Sum(fill => fill.Amount) / order.FilledQty, 10);
        if (order.Status == OrderStatus.Filled) order.FilledAt = counted.Max(fill => fill.At);
    }

    private static decimal FilledOf(OrderDraft draft, decimal qty)
    {
        if (draft.Status == OrderStatus.Filled) return qty;

        var lots = qty / draft.Instrument.Lot;
        return draft.FilledPercent == 0 || lots < 2 ? 0 : Math.Clamp(decimal.Floor(lots * draft.FilledPercent / 100), 1, lots - 1) * draft.Instrument.Lot;
    }

    /// <summary>The id, and the quantity it was made of.</summary>
    private (string Id, decimal Qty) IdOf(OrderDraft draft)
    {
        if (draft.Parent is { } parent) return (ClientOrderIds.OfSlice(parent.ClientOrderId, draft.SliceNum!.Value), draft.Qty);

        var qty = FreeQty(draft);
        var id = IdOf(draft, qty);
        _ids.Add(id);
        return (id, qty);
    }

    private static string IdOf(OrderDraft draft, decimal qty) =>
        ClientOrderIds.Of(draft.Instrument.Symbol, draft.Side, qty, draft.LimitPrice, draft.StrategyId, DateOnly.FromDateTime(draft.At.UtcDateTime));

    private void FillIt(Order order, OrderDraft draft, decimal qty)
    {
        var pieces = qty / draft.Instrument.Lot >= 4 && _random.Chance(25) ? 2 : 1;
        var own = new List<Fill>();
        foreach (var piece in OrderSlicing.Split(qty, pieces, draft.Instrument.Lot))
        {
            var at = draft.At.AddSeconds(2 + (own.Count * 40) + _random.Values.Int(0, 30));
            var price = market.FillAt(draft.Instrument, at, _random);
            if (draft.LimitPrice is { } limit) price = draft.Side == OrderSide.Buy ? Math.Min(price, limit) : Math.Max(price, limit);
            own.Add(new Fill(order, piece, price, at, draft.Bot, draft.Source));
        }

        _fills.AddRange(own);
        Sum(order, own);
    }

    private string NextBrokerOrder() => (_brokerOrder += _random.Values.Int(1, 97)).ToString(CultureInfo.InvariantCulture);
}
