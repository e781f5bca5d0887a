using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class OrderModificationConfiguration : IEntityTypeConfiguration<OrderModification>
{
    public void Configure(EntityTypeBuilder<OrderModification> builder)
    {
        builder.InSchema(Schemas.Execution);
        builder.HasKey(modification => modification.Id);
        builder.DefaultsToNow(modification => modification.CreatedAt);

        builder.HasOne<Order>().WithMany().HasForeignKey(modification => modification.OriginalClientOrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Order>().WithMany().HasForeignKey(modification => modification.NewClientOrderId).OnDelete(DeleteBehavior.Restrict);

        // The convention's names would be longer than PostgreSQL allows.
        builder.HasIndex(modification => new { modification.OriginalClientOrderId, modification.ModificationSeq }, "ux_order_modifications_original_seq").IsUnique();
        builder.HasIndex(modification => new { modification.OriginalClientOrderId, modification.IdempotencyKey }, "ux_order_modifications_original_idempotency_key").IsUnique();
        builder.HasIndex(modification => modification.NewClientOrderId);

        builder.HasCheck("modification_seq", "modification_seq > 0");
        builder.HasCheck("orders", "new_client_order_id <> original_client_order_id");
        builder.HasCheck("changes", "jsonb_typeof(changes) = 'object'");
    }
}
