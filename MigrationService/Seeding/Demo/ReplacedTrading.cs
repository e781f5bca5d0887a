using System.Globalization;
using System.Text.Json;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Orders that were changed once or twice: each change is a new order in the place of the one before. And some whose change is under way.</summary>
internal sealed class ReplacedTrading(Blotter blotter)
{
    private readonly SeedRandom _random = new(part: 11);
    private readonly List<OrderModification> _modifications = [];

    public IReadOnlyList<OrderModification> Modifications => _modifications;

    public void Write(People people)
    {
        var traders = people.ActiveTraders.ToList();
        for (var index = 0; index < traders.Count; index++)
        {
            Change(traders[index], times: 1 + (index % 2), OrderStatus.Filled);
            if (index % 3 == 0) Change(traders[index], times: 1, OrderStatus.PendingNew);
        }
    }

    private void Change(User trader, int times, OrderStatus last)
    {
        var instrument = _random.One(Instrument.All);
        var sessions = Market.SessionsOf(instrument, days: 30);
        var session = last == OrderStatus.Filled ? _random.One([.. sessions.SkipLast(1)]) : sessions[^1];
        var at = _random.NextMoment(session.Open.AddMinutes(5), session.Close.AddMinutes(-90));
        var price = blotter.Market.PriceAt(instrument, at);
        var draft = new OrderDraft(trader.Id, Algorithms.Discretionary, instrument, OrderSide.Buy, instrument.LotsFor(8_000m, price), at)
        {
            Type = OrderType.Limit,
            LimitPrice = instrument.OnTick(price * 0.97m),
            TimeInForce = TimeInForce.Gtc,
            Status = last == OrderStatus.Filled ? OrderStatus.Replaced : OrderStatus.PendingReplace,
        };
        var original = blotter.Write(draft);
        var current = original;
        for (var change = 1; change <= times; change++)
        {
            var isLast = change == times;
            draft = draft with
            {
                At = draft.At.AddMinutes(_random.Values.Int(5, 25)),
                LimitPrice = instrument.OnTick(price * (isLast && last == OrderStatus.Filled ? 1.01m : 0.98m)),
                Status = isLast ? last : OrderStatus.Replaced,
                Replaces = current,
            };
            var next = blotter.Write(draft);
            _modifications.Add(new OrderModification
            {
                Id = new OrderModificationId(_random.NextId(draft.At)),
                OriginalClientOrderId = original.ClientOrderId,
                NewClientOrderId = next.ClientOrderId,
                ModificationSeq = change,
                IdempotencyKey = _random.NextId(draft.At),
                Changes = Difference(current, next),
                CreatedAt = draft.At,
            });
            current = next;
        }
    }

    private static JsonElement Difference(Order before, Order after)
    {
        var changes = new Dictionary<string, object> { ["limit_price"] = new { from = Text(before.LimitPrice!.Value), to = Text(after.LimitPrice!.Value) } };
        if (before.Qty != after.Qty) changes["qty"] = new { from = Text(before.Qty), to = Text(after.Qty) };
        return SeedRandom.Json(changes);
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
