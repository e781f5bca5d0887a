using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class BotStateConfiguration : IEntityTypeConfiguration<BotState>
{
    public void Configure(EntityTypeBuilder<BotState> builder)
    {
        builder.InSchema(Schemas.Trading);
        builder.HasKey(state => state.BotConfigId);
        builder.Property(state => state.StatusReason).HasMaxLength(255);
        builder.DefaultsToNow(state => state.LastUpdatedAt);
        builder.Property(state => state.Version).IsRowVersion();

        builder.HasOne<BotConfig>().WithOne(bot => bot.State).HasForeignKey<BotState>(state => state.BotConfigId)
            .OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(state => state.Status);
        builder.HasCheck("daily_trades_count", "daily_trades_count >= 0");
    }
}
