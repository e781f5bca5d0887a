using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>A log for each of the load's orders. Its id is the database's: nothing refers to it.</summary>
internal static class LoadOrderLogs
{
    public static LoadTable Table { get; } = new(
        "execution.order_logs",
        "public_id, user_id, strategy_id, order_type, order_data, status, result, error_message, attempted_at, completed_at, execution_time_ms",
        LoadStage.Trading,
        Write);

    private static void Write(LoadPart part, CopyBuffer rows)
    {
        foreach (var trip in part.Added)
        {
            for (var index = 0; index < trip.Orders.Length; index++)
                Write(part, trip, trip.Orders[index], rows);
        }
    }

    private static void Write(LoadPart part, LoadTrip trip, LoadOrder order, CopyBuffer rows)
    {
        var isAccepted = order.Status != OrderStatus.Rejected;
        rows.Row(11);
        rows.Add(LoadShape.PublicId("log", part.Number(order.Number, LoadShape.TripsPerChunk * LoadTrip.MostOrders)));
        rows.Add(part.OwnerOf(trip.Bot));
        rows.Add(part.StrategyId(trip.Bot));
        rows.Add(LoadWords.Of(order.Side));
        rows.AddJson($$"""{"symbol":"{{LoadMarket.ListingOf(part.Chunk, trip.Bot).Symbol}}","clientOrderId":"{{order.Id}}"}""");
        rows.Add(isAccepted ? "success"u8 : "failed"u8);
        rows.AddJson(isAccepted ? $$"""{"brokerOrderId":"{{LoadShape.KeyPrefixOf(part.Chunk)}}{{order.Number:00000}}"}""" : null);
        if (isAccepted) rows.Null();
        else rows.Add("Insufficient margin."u8);
        rows.AddTime(order.CreatedAt);
        rows.AddTime(order.CreatedAt + order.Latency);
        rows.Add(order.Latency / 1_000);
    }
}
