using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class TradeConfiguration : IEntityTypeConfiguration<Trade>
{
    public void Configure(EntityTypeBuilder<Trade> builder)
    {
        builder.InSchema(Schemas.Execution);
        builder.HasKey(trade => trade.TradeId);
        builder.Property(trade => trade.Symbol).HasMaxLength(50);
        builder.Property(trade => trade.CommissionAsset).HasMaxLength(20);
        builder.DefaultsToNow(trade => trade.CreatedAt);

        // A trade is a record of money: nothing it refers to may disappear.
        builder.HasOne<User>().WithMany().HasForeignKey(trade => trade.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BotConfig>().WithMany().HasForeignKey(trade => trade.BotConfigId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Order>().WithMany().HasForeignKey(trade => trade.ClientOrderId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(trade => new { trade.UserId, trade.ExecutedAt }).IsDescending(false, true);
        builder.HasIndex(trade => new { trade.Symbol, trade.ExecutedAt }).IsDescending(false, true);
        builder.HasIndex(trade => trade.BotConfigId);
        builder.HasIndex(trade => trade.ClientOrderId);

        builder.HasCheck("price", "price > 0");
        builder.HasCheck("qty", "qty > 0");
    }
}
