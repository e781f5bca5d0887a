using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.InSchema(Schemas.Execution);
        builder.ToTable(table => table.HasTrigger("tr_orders_updated_at"));
        builder.HasKey(order => order.ClientOrderId);
        builder.Property(order => order.StrategyId).HasMaxLength(100);
        builder.Property(order => order.Symbol).HasMaxLength(50);
        builder.Property(order => order.FilledQty).HasDefaultValueSql("0");
        builder.Property(order => order.RetryCount).HasDefaultValueSql("0");
        builder.Property(order => order.Metadata).HasDefaultValueSql("'{}'::jsonb").ValueGeneratedNever();
        builder.DefaultsToNow(order => order.CreatedAt);
        builder.DefaultsToNow(order => order.UpdatedAt).ValueGeneratedOnAddOrUpdate()
            .Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Save);
        builder.Property(order => order.Version).IsRowVersion();

        builder.HasOne<Order>().WithMany().HasForeignKey(order => order.ParentOrderId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(order => new { order.StrategyId, order.CreatedAt }).IsDescending(false, true);
        builder.HasIndex(order => new { order.Symbol, order.CreatedAt }).IsDescending(false, true);
        // A unique constraint since the legacy tables; null while the broker has not answered.
        builder.HasIndex(order => order.BrokerOrderId).IsUnique();
        builder.HasIndex(order => order.BrokerOrderId, "ix_orders_broker_order_id").HasFilter("broker_order_id IS NOT NULL");

        builder.HasIndex(order => new { order.ParentOrderId, order.SliceNum }).IsUnique().HasFilter("parent_order_id IS NOT NULL");
        // What is still to be sent.
        builder.HasIndex(order => order.ScheduledAt).HasFilter("status = 'pending_new'");

        builder.HasCheck("qty", "qty > 0");
        builder.HasCheck("limit_price", "limit_price > 0");
        builder.HasCheck("stop_price", "stop_price > 0");
        builder.HasCheck("filled_qty", "filled_qty >= 0");
        builder.HasCheck("retry_count", "retry_count >= 0");
        builder.HasCheck("slice_num", "slice_num >= 0");
        builder.HasCheck("total_slices", "total_slices > 0");
        builder.HasCheck("slice", "(parent_order_id IS NULL) = (slice_num IS NULL) AND (parent_order_id IS NULL OR total_slices IS NULL)");
        builder.HasCheck("parent_order_id", "parent_order_id <> client_order_id");
    }
}
