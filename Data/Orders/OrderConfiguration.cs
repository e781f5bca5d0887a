using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.InSchema(Schemas.Execution);
        builder.ToTable(table =>
        {
            table.HasTrigger("tr_orders_updated_at");
            table.HasTrigger("tr_orders_status");
        });
        builder.HasKey(order => order.ClientOrderId);
        builder.Property(order => order.StrategyId).HasMaxLength(100);
        builder.Property(order => order.Symbol).HasMaxLength(50);
        builder.Property(order => order.StatusRank).ValueGeneratedOnAddOrUpdate();
        builder.Property(order => order.IsTerminal).ValueGeneratedOnAddOrUpdate();
        builder.Property(order => order.SourcePriority).HasDefaultValue(2).HasSentinel(2);
        builder.Property(order => order.BrokerEventId).HasMaxLength(100);
        builder.Property(order => order.ExecutionStyle).HasDefaultValue(ExecutionStyle.Instant);
        builder.Property(order => order.FilledQty).HasDefaultValueSql("0");
        builder.Property(order => order.RetryCount).HasDefaultValueSql("0");
        builder.Property(order => order.Metadata).HasDefaultValueSql("'{}'::jsonb").ValueGeneratedNever();
        builder.DefaultsToNow(order => order.CreatedAt);
        builder.DefaultsToNow(order => order.UpdatedAt).ValueGeneratedOnAddOrUpdate()
            .Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Save);
        builder.Property(order => order.Version).IsRowVersion();

        builder.HasOne<Order>().WithMany().HasForeignKey(order => order.ParentOrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(order => order.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Order>().WithMany().HasForeignKey(order => order.ReplacedOrderId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(order => new { order.UserId, order.CreatedAt }).IsDescending(false, true);
        builder.HasIndex(order => order.ReplacedOrderId);
        // The open ones are a handful among all: reconciliation walks them, and a user's are listed first.
        builder.HasIndex(order => order.SubmittedAt, "ix_orders_submitted_at_open").HasFilter("NOT is_terminal");
        builder.HasIndex(order => new { order.UserId, order.CreatedAt }, "ix_orders_user_id_created_at_open").IsDescending(false, true).HasFilter("NOT is_terminal");
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
        builder.HasCheck("status_rank", "status_rank BETWEEN 1 AND 5");
        builder.HasCheck("is_terminal", "is_terminal = (status_rank >= 4)");
        builder.HasCheck("source_priority", "source_priority BETWEEN 1 AND 3");
        builder.HasCheck("replaced_order_id", "replaced_order_id <> client_order_id");
    }
}
