using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>The load's orders: those behind its trades, and some that nobody filled.</summary>
internal static class LoadOrders
{
    public static LoadTable Table { get; } = new(
        "execution.orders",
        "client_order_id, user_id, strategy_id, symbol, side, qty, order_type, limit_price, time_in_force, status, status_rank, is_terminal, "
            + "broker_order_id, filled_qty, filled_avg_price, error_message, submitted_at, filled_at, created_at, updated_at",
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
        var rank = order.Status.Rank();
        rows.Row(20);
        rows.Add(order.Id);
        rows.Add(part.OwnerOf(trip.Bot));
        rows.Add(part.StrategyNameOf(trip.Bot));
        rows.Add(part.SymbolOf(trip.Bot));
        rows.Add(LoadWords.Of(order.Side));
        rows.AddNumber(order.Qty, 1);
        rows.Add("limit"u8);
        rows.AddNumber(order.Limit, 1);
        rows.Add("day"u8);
        rows.Add(LoadWords.Of(order.Status));
        rows.Add(rank);
        rows.Add(order.Status.IsTerminal());
        if (order.SubmittedAt is null) rows.Null();
        else rows.AddKey(part.KeyPrefix, order.Number);
        rows.AddNumber(order.IsFilled ? order.Qty : 0, 1);
        if (order.IsFilled) rows.AddNumber(trip.AveragePrice(order), 3);
        else rows.Null();
        if (order.Status == OrderStatus.Rejected) rows.Add("Insufficient margin."u8);
        else rows.Null();
        if (order.SubmittedAt is { } submitted) rows.AddTime(submitted);
        else rows.Null();
        if (order.IsFilled) rows.AddTime(order.EndedAt);
        else rows.Null();
        rows.AddTime(order.CreatedAt);
        rows.AddTime(order.Status == OrderStatus.Accepted ? order.CreatedAt : order.EndedAt);
    }
}
