using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class StrategyConfiguration : IEntityTypeConfiguration<Strategy>
{
    public void Configure(EntityTypeBuilder<Strategy> builder)
    {
        builder.InSchema(Schemas.Trading);
        builder.HasKey(strategy => strategy.Id);
        builder.Property(strategy => strategy.PublicId).HasMaxLength(50);
        builder.Property(strategy => strategy.Symbol).HasMaxLength(50);
        builder.Property(strategy => strategy.LastAction).HasMaxLength(255);
        builder.DefaultsToNow(strategy => strategy.CreatedAt);
        builder.DefaultsToNow(strategy => strategy.UpdatedAt);
        builder.Property(strategy => strategy.Version).IsRowVersion();

        builder.HasOne<User>().WithMany().HasForeignKey(strategy => strategy.UserId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(strategy => strategy.PublicId).IsUnique();
        builder.HasIndex(strategy => new { strategy.UserId, strategy.Status });

        builder.HasCheck("public_id", "public_id ~ '^str_[0-9a-f]{12}$'");
        builder.HasCheck("stop_loss", "stop_loss > 0");
        builder.HasCheck("quantity", "quantity > 0");
        builder.HasCheck("sell_time", "sell_time > buy_time");
    }
}
