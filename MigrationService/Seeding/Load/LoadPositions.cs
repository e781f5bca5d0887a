namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>What the load's traders hold: what the trades of each symbol add up to.</summary>
internal static class LoadPositions
{
    private static readonly long Now = CopyBuffer.Microseconds(LoadShape.Now);

    public static LoadTable Table { get; } = new(
        "execution.positions",
        "user_id, symbol, qty, avg_entry_price, current_price, unrealized_pl, realized_pl, updated_at",
        LoadStage.Totals,
        Write);

    private static void Write(LoadPart part, CopyBuffer rows)
    {
        var realized = new long[LoadShape.BotsPerChunk];
        foreach (var trip in part.Trips) realized[trip.Bot] += trip.Profits.Sum();

        // The first trip of each bot is the one that is held.
        foreach (var held in part.Trips.Take(LoadShape.BotsPerChunk))
        {
            var listing = LoadMarket.ListingOf(part.Chunk, held.Bot);
            var price = LoadMarket.Price(listing, Now);
            var qty = held.Fills.Sum(fill => fill.Qty);
            var cost = held.Fills.Sum(fill => fill.Quote);
            rows.Row(8);
            rows.Add(part.OwnerOf(held.Bot));
            rows.Add(listing.Symbol);
            rows.AddNumber(qty, 1);
            rows.AddNumber(LoadTrip.Average(cost, qty), 3);
            rows.AddNumber(price, 1);
            rows.AddNumber(LoadFill.Rounded((price * qty) - cost), 1);
            rows.AddNumber(realized[held.Bot], 1);
            rows.AddTime(Now);
        }
    }
}
