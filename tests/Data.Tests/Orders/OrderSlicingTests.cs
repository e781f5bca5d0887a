using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.Data.Tests;

/// <summary>Orders that are cut into slices, and orders that took the place of others.</summary>
public sealed class OrderSlicingTests
{
    private const string Parent = "aaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Child = "bbbbbbbbbbbbbbbbbbbbbbbb";

    [Fact]
    public async Task Save_KeepsParentSliceAndModification()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using (var writer = TradingSchema.Open(database.ConnectionString))
        {
            writer.AddRange(Rows());
            await writer.SaveChangesAsync();
        }

        await using var context = TradingSchema.Open(database.ConnectionString);
        var child = await context.Orders.SingleAsync(order => order.ClientOrderId == Child);
        Assert.Equal((Parent, 0, null, DateTimeOffset.UnixEpoch), (child.ParentOrderId, child.SliceNum, child.TotalSlices, child.ScheduledAt));
        var slice = await context.OrderSlices.SingleAsync();
        Assert.Equal((Parent, 0, 0.0000000001m, OrderSliceStatus.Scheduled, Child), (slice.ParentOrderId, slice.SliceIndex, slice.Qty, slice.Status, slice.ClientOrderId));
        var change = await context.OrderModifications.SingleAsync();
        Assert.Equal((Parent, Child, 1), (change.OriginalClientOrderId, change.NewClientOrderId, change.ModificationSeq));
        Assert.Equal(11, change.Changes.GetProperty("qty")[1].GetInt32());
    }

    [Theory]
    [InlineData("UPDATE execution.orders SET slice_num = NULL WHERE parent_order_id IS NOT NULL", "ck_orders_slice")]
    [InlineData("UPDATE execution.orders SET total_slices = 2 WHERE parent_order_id IS NOT NULL", "ck_orders_slice")]
    [InlineData("UPDATE execution.orders SET slice_num = -1 WHERE parent_order_id IS NOT NULL", "ck_orders_slice_num")]
    [InlineData("UPDATE execution.orders SET total_slices = 0 WHERE parent_order_id IS NULL", "ck_orders_total_slices")]
    [InlineData("UPDATE execution.orders SET parent_order_id = client_order_id WHERE parent_order_id IS NOT NULL", "ck_orders_parent_order_id")]
    [InlineData("UPDATE execution.order_slices SET slice_index = -1", "ck_order_slices_slice_index")]
    [InlineData("UPDATE execution.order_slices SET qty = 0", "ck_order_slices_qty")]
    [InlineData("UPDATE execution.order_slices SET status = 'cancelled'", "ck_order_slices_status")]
    [InlineData("UPDATE execution.order_modifications SET modification_seq = 0", "ck_order_modifications_modification_seq")]
    [InlineData("UPDATE execution.order_modifications SET new_client_order_id = original_client_order_id", "ck_order_modifications_orders")]
    [InlineData("UPDATE execution.order_modifications SET changes = '[]'", "ck_order_modifications_changes")]
    [InlineData("DELETE FROM execution.order_modifications; DELETE FROM execution.orders WHERE parent_order_id IS NOT NULL", "fk_order_slices_orders_client_order_id")]
    [InlineData("DELETE FROM execution.order_slices; DELETE FROM execution.orders WHERE parent_order_id IS NOT NULL", "fk_order_modifications_orders_new_client_order_id")]
    [InlineData("DELETE FROM execution.order_slices; DELETE FROM execution.order_modifications; DELETE FROM execution.orders WHERE parent_order_id IS NULL", "fk_orders_orders_parent_order_id")]
    public async Task Row_ThatMakesNoSense_OrIsStillReferredTo_IsKeptAsItIs(string sql, string constraint)
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        context.AddRange(Rows());
        await context.SaveChangesAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TradingSchema.ExecuteAsync(database.ConnectionString, sql));

        Assert.Equal(constraint, refusal.ConstraintName);
    }

    [Fact]
    public async Task ASlice_AndARepeatedChange_AreThereOnce()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        context.AddRange(Rows());
        await context.SaveChangesAsync();

        await RefusedAsync("ux_orders_parent_order_id_slice_num", """
            INSERT INTO execution.orders (client_order_id, strategy_id, symbol, side, qty, order_type, time_in_force, status, parent_order_id, slice_num)
            SELECT 'again', strategy_id, symbol, side, qty, order_type, time_in_force, status, parent_order_id, slice_num
            FROM execution.orders WHERE parent_order_id IS NOT NULL
            """);
        await RefusedAsync("ux_order_modifications_original_seq", Repeat("modification_seq, gen_random_uuid()"));
        await RefusedAsync("ux_order_modifications_original_idempotency_key", Repeat("modification_seq + 1, idempotency_key"));

        string Repeat(string values) => $"""
            INSERT INTO execution.order_modifications (id, original_client_order_id, new_client_order_id, changes, modification_seq, idempotency_key)
            SELECT gen_random_uuid(), original_client_order_id, new_client_order_id, changes, {values} FROM execution.order_modifications
            """;

        async Task RefusedAsync(string index, string sql) => Assert.Equal(index, (await Assert.ThrowsAsync<PostgresException>(
            () => TradingSchema.ExecuteAsync(database.ConnectionString, sql))).ConstraintName);
    }

    private static object[] Rows()
    {
        var parent = Sample.Order(Parent);
        parent.TotalSlices = 1;
        return
        [
            parent,
            new Order
            {
                ClientOrderId = Child,
                StrategyId = parent.StrategyId,
                Symbol = parent.Symbol,
                Side = parent.Side,
                Qty = parent.Qty,
                OrderType = parent.OrderType,
                TimeInForce = parent.TimeInForce,
                Status = OrderStatus.PendingNew,
                ParentOrderId = Parent,
                SliceNum = 0,
                ScheduledAt = DateTimeOffset.UnixEpoch,
            },
            new OrderSlice
            {
                ParentOrderId = Parent,
                SliceIndex = 0,
                ScheduledAt = DateTimeOffset.UnixEpoch,
                Qty = 0.0000000001m,
                Status = OrderSliceStatus.Scheduled,
                ClientOrderId = Child,
            },
            new OrderModification
            {
                OriginalClientOrderId = Parent,
                NewClientOrderId = Child,
                ModificationSeq = 1,
                IdempotencyKey = Guid.CreateVersion7(),
                Changes = JsonElement.Parse("""{"qty": [10, 11]}"""),
            },
        ];
    }
}
