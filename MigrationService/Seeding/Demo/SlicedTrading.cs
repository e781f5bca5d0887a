using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Large orders that are cut into slices over time: done, under way, called off, and with a slice that failed.</summary>
internal sealed class SlicedTrading(Blotter blotter)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    // How the slices of one order stand, in their order; the last ones of an order that is under way are still to be sent.
    private static readonly (OrderStatus Parent, OrderSliceStatus[] Slices)[] Patterns =
    [
        (OrderStatus.Filled, [OrderSliceStatus.Filled, OrderSliceStatus.Filled, OrderSliceStatus.Filled, OrderSliceStatus.Filled]),
        (OrderStatus.PartiallyFilled, [OrderSliceStatus.Filled, OrderSliceStatus.Filled, OrderSliceStatus.Submitted, OrderSliceStatus.Scheduled, OrderSliceStatus.Pending]),
        (OrderStatus.Canceled, [OrderSliceStatus.Filled, OrderSliceStatus.Canceled, OrderSliceStatus.Canceled]),
        (OrderStatus.Canceled, [OrderSliceStatus.Filled, OrderSliceStatus.Filled, OrderSliceStatus.Failed, OrderSliceStatus.Canceled]),
        (OrderStatus.PendingNew, [OrderSliceStatus.Scheduled, OrderSliceStatus.Scheduled, OrderSliceStatus.Pending, OrderSliceStatus.Pending]),
    ];

    private readonly SeedRandom _random = new(part: 10);
    private readonly List<OrderSlice> _slices = [];

    public IReadOnlyList<OrderSlice> Slices => _slices;

    public void Write(People people)
    {
        var traders = people.Traders.ToList();
        for (var index = 0; index < traders.Count; index++)
        {
            var pattern = Patterns[traders[index].Status == UserStatus.Active ? index % Patterns.Length : 0];
            Write(traders[index], people.ActiveUntil(traders[index].Id), pattern.Parent, pattern.Slices);
        }
    }

    private void Write(User trader, DateTimeOffset until, OrderStatus status, OrderSliceStatus[] pattern)
    {
        // Coins: they trade now, so that what is under way may be.
        var instrument = Instrument.All[_random.Values.Int(0, 2)];
        var isOpen = !status.IsTerminal();
        var sent = pattern.Count(slice => slice is not (OrderSliceStatus.Scheduled or OrderSliceStatus.Pending));
        var at = isOpen ? SeedRandom.Now - (Pause * sent) + TimeSpan.FromMinutes(5) : _random.NextMoment(until.AddDays(-20), until.AddDays(-1));
        var qty = instrument.LotsFor(_random.Values.Int(20, 60) * 1_000m, blotter.Market.PriceAt(instrument, at)) + (pattern.Length * instrument.Lot);
        var side = _random.Chance(80) ? OrderSide.Buy : OrderSide.Sell;
        var plannedAt = sent == 0 ? SeedRandom.Now.AddMinutes(-3) : at.AddMinutes(-1);
        var ends = isOpen ? SeedRandom.Now : at + (Pause * pattern.Length);
        var whole = new OrderDraft(trader.Id, Algorithms.Discretionary, instrument, side, qty, plannedAt) { Status = status, TotalSlices = pattern.Length, EndsAt = ends };
        var parent = blotter.Write(whole);

        var before = blotter.Fills.Count;
        var parts = OrderSlicing.Split(parent.Qty, pattern.Length, instrument.Lot);
        for (var slice = 0; slice < pattern.Length; slice++)
        {
            var due = at + (Pause * slice);
            var child = blotter.Write(whole with
            {
                Qty = parts[slice],
                At = pattern[slice] is OrderSliceStatus.Scheduled or OrderSliceStatus.Pending ? plannedAt : due,
                Status = StatusOf(pattern[slice]),
                TotalSlices = null,
                Parent = parent,
                SliceNum = slice,
                ScheduledAt = due,
                EndsAt = null,
            });
            _slices.Add(new OrderSlice
            {
                ParentOrderId = parent.ClientOrderId,
                SliceIndex = slice,
                ScheduledAt = due,
                Qty = parts[slice],
                Status = pattern[slice],
                ClientOrderId = child.ClientOrderId,
                CreatedAt = plannedAt,
            });
        }

        Blotter.Sum(parent, [.. blotter.Fills.Skip(before)]);
    }

    private static OrderStatus StatusOf(OrderSliceStatus slice) => slice switch
    {
        OrderSliceStatus.Pending or OrderSliceStatus.Scheduled => OrderStatus.PendingNew,
        OrderSliceStatus.Submitted => OrderStatus.Accepted,
        OrderSliceStatus.Filled => OrderStatus.Filled,
        OrderSliceStatus.Canceled => OrderStatus.Canceled,
        OrderSliceStatus.Failed => OrderStatus.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(slice), slice, "A slice's status without a demo."),
    };
}
