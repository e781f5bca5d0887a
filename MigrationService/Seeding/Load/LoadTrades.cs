namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>The load's trades.</summary>
internal static class LoadTrades
{
    public static LoadTable Table { get; } = new(
        "execution.trades",
        "trade_id, user_id, bot_config_id, strategy_id, client_order_id, broker_order_id, symbol, side, price, qty, quote_qty, "
            + "commission_amount, commission_asset, pnl, realized_pnl, source, executed_at, created_at",
        LoadStage.Trading,
        Write);

    private static void Write(LoadPart part, CopyBuffer rows)
    {
        foreach (var trip in part.Added)
        {
            for (var index = 0; index < trip.Fills.Length; index++)
                Write(part, trip, index, rows);
        }
    }

    private static void Write(LoadPart part, LoadTrip trip, int index, CopyBuffer rows)
    {
        var fill = trip.Fills[index];
        var listing = LoadMarket.ListingOf(part.Chunk, trip.Bot);
        var closes = index > 1 && !trip.IsByHand;
        rows.Row(18);
        rows.AddKey(part.KeyPrefix, (trip.Number * LoadShape.TradesPerTrip) + index);
        rows.Add(part.OwnerOf(trip.Bot));
        if (trip.IsByHand) rows.Null();
        else rows.Add(part.BotId(trip.Bot));
        rows.Add(part.StrategyNameOf(trip.Bot));
        rows.Add(fill.Order.Id);
        rows.AddKey(part.KeyPrefix, fill.Order.Number);
        rows.Add(part.SymbolOf(trip.Bot));
        rows.Add(LoadWords.Of(fill.Order.Side));
        rows.AddNumber(fill.Price, 1);
        rows.AddNumber(fill.Qty, 1);
        rows.AddNumber(fill.Quote, 2);
        rows.AddNumber(fill.Commission, 1);
        rows.Add(listing.Currency);
        if (closes) rows.AddNumber(trip.Profits[index], 1);
        else rows.Null();
        rows.AddNumber(trip.Profits[index], 1);
        rows.Add(trip.IsByHand ? "manual"u8 : "broker"u8);
        rows.AddTime(fill.At);
        rows.AddTime(fill.At);
    }
}
