using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class PositionConfiguration : IEntityTypeConfiguration<Position>
{
    public void Configure(EntityTypeBuilder<Position> builder)
    {
        builder.InSchema(Schemas.Execution);
        builder.ToTable(table => table.HasTrigger("tr_positions_updated_at"));
        builder.HasKey(position => position.Symbol);
        builder.Property(position => position.Symbol).HasMaxLength(50);
        builder.Property(position => position.RealizedPl).HasDefaultValueSql("0");
        builder.DefaultsToNow(position => position.UpdatedAt).ValueGeneratedOnAddOrUpdate()
            .Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Save);
        builder.Property(position => position.Version).IsRowVersion();

        // The open ones: a handful among all symbols ever held.
        builder.HasIndex(position => position.Qty).HasFilter("qty <> 0");
        builder.HasCheck("avg_entry_price", "avg_entry_price > 0 OR qty = 0");
    }
}
