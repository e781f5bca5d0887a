using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class SignalOrderMappingConfiguration : IEntityTypeConfiguration<SignalOrderMapping>
{
    public void Configure(EntityTypeBuilder<SignalOrderMapping> builder)
    {
        builder.InSchema(Schemas.Execution);
        builder.ToTable(table => table.HasTrigger("tr_signal_order_mappings_updated_at"));
        builder.HasKey(mapping => mapping.Id);
        builder.Property(mapping => mapping.Symbol).HasMaxLength(50);
        builder.Property(mapping => mapping.OrderStatus).HasMaxLength(50);
        builder.DefaultsToNow(mapping => mapping.CreatedAt);
        builder.DefaultsToNow(mapping => mapping.UpdatedAt).ValueGeneratedOnAddOrUpdate()
            .Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Save);

        builder.HasOne<OrchestrationRun>().WithMany().HasForeignKey(mapping => mapping.RunId)
            .HasPrincipalKey(run => run.RunId).OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(mapping => mapping.RunId);
        builder.HasIndex(mapping => mapping.Symbol);
        builder.HasIndex(mapping => mapping.ClientOrderId);
    }
}
