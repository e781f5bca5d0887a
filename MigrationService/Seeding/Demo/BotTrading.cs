using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>What the bots did: purchases, each followed by the sale that closes it, one after the other.</summary>
internal static class BotTrading
{
    public const string Algorithm = "bot_momentum";

    private const int RoundTrips = 22;
    private const int Days = 90;

    public static void Write(Blotter blotter, Bots bots, People people)
    {
        var random = new SeedRandom(part: 6);
        foreach (var bot in bots.All) Write(blotter, bot, people.ActiveUntil(bot.UserId), random);
    }

    private static void Write(Blotter blotter, BotConfig bot, DateTimeOffset until, SeedRandom random)
    {
        var instrument = Instrument.Of(bot.Symbol);
        var sessions = Market.SessionsOf(instrument, Days, until);
        for (var trip = 0; trip < RoundTrips; trip++)
        {
            // A stretch of the sessions for each, so that no two overlap.
            var session = sessions[trip * (sessions.Count - 1) / RoundTrips];
            var half = session.Open + ((session.Close - session.Open) / 2);
            var boughtAt = random.NextMoment(session.Open.AddMinutes(5), half.AddMinutes(-5));
            var soldAt = random.NextMoment(half.AddMinutes(5), session.Close.AddMinutes(-5));
            Trip(blotter, bot, instrument, boughtAt, soldAt, random);
        }

        if (until == SeedRandom.Now) Today(blotter, bot, instrument, sessions[^1], random);
    }

    private static void Today(Blotter blotter, BotConfig bot, Instrument instrument, Session session, SeedRandom random)
    {
        if (bot.State!.Status is not (BotStatus.Running or BotStatus.Paused or BotStatus.Waiting)) return;

        var middle = session.Open + ((session.Close - session.Open) / 2);
        var earned = Trip(blotter, bot, instrument, middle.AddHours(-2), middle.AddHours(-1), random);
        bot.State.DailyPnl = earned;
        bot.State.DailyTradesCount = 1;
        if (bot.State.Status != BotStatus.Running) return;

        var bought = blotter.Write(Purchase(blotter, bot, instrument, middle.AddMinutes(random.Values.Int(5, 90)), random));
        bot.State.InPosition = true;
        bot.State.EntryPrice = bought.FilledAvgPrice;
        bot.State.CurrentPositionSize = bought.FilledQty;
        bot.State.MaxPriceSinceEntry = Math.Max(bought.FilledAvgPrice!.Value, blotter.Market.PriceAt(instrument, SeedRandom.Now));
        bot.State.TakeProfitPrice = instrument.OnTick(bought.FilledAvgPrice.Value * (1 + (bot.TakeProfitPerc / 100)));
        bot.State.StopLossPrice = instrument.OnTick(bought.FilledAvgPrice.Value * (1 - (bot.StopLossPerc / 100)));
        bot.State.TrailingStopPrice = bot.TrailingStopActive ? instrument.OnTick(bot.State.MaxPriceSinceEntry.Value * 0.992m) : null;
    }

    private static decimal Trip(Blotter blotter, BotConfig bot, Instrument instrument, DateTimeOffset boughtAt, DateTimeOffset soldAt, SeedRandom random)
    {
        var before = blotter.Fills.Count;
        var bought = Purchase(blotter, bot, instrument, boughtAt, random);
        var sold = bought with { Side = OrderSide.Sell, At = soldAt };
        var qty = blotter.FreeQty(bought, sold);
        blotter.Write(bought with { Qty = qty });
        blotter.Write(sold with { Qty = qty });

        var fills = blotter.Fills.Skip(before).ToList();
        var earned = fills.Sum(fill => (fill.Order.Side == OrderSide.Sell ? fill.Amount : -fill.Amount) - fill.Commission);
        fills[^1].Pnl = earned;
        return earned;
    }

    private static OrderDraft Purchase(Blotter blotter, BotConfig bot, Instrument instrument, DateTimeOffset at, SeedRandom random)
    {
        var qty = instrument.LotsFor(bot.InitialCapital * random.Values.Int(8, 20) / 100, blotter.Market.PriceAt(instrument, at));
        return new OrderDraft(bot.UserId, Algorithm, instrument, OrderSide.Buy, qty, at) { Bot = bot.Id, TimeInForce = TimeInForce.Ioc };
    }
}
