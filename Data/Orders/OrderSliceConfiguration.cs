using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class OrderSliceConfiguration : IEntityTypeConfiguration<OrderSlice>
{
    public void Configure(EntityTypeBuilder<OrderSlice> builder)
    {
        builder.InSchema(Schemas.Execution);
        builder.HasKey(slice => new { slice.ParentOrderId, slice.SliceIndex });
        builder.DefaultsToNow(slice => slice.CreatedAt);
        builder.Property(slice => slice.Version).IsRowVersion();

        builder.HasOne<Order>().WithMany().HasForeignKey(slice => slice.ParentOrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Order>().WithMany().HasForeignKey(slice => slice.ClientOrderId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(slice => slice.ClientOrderId).IsUnique();
        // What the scheduler looks for, every second: it stays as small as what is under way.
        builder.HasIndex(slice => slice.ScheduledAt, "ix_order_slices_scheduled_at_due").HasFilter("status IN ('pending', 'scheduled')");

        builder.HasCheck("slice_index", "slice_index >= 0");
        builder.HasCheck("qty", "qty > 0");
    }
}
