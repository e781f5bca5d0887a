using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class BotConfigConfiguration : IEntityTypeConfiguration<BotConfig>
{
    public void Configure(EntityTypeBuilder<BotConfig> builder)
    {
        builder.InSchema(Schemas.Trading);
        builder.HasKey(bot => bot.Id);
        builder.Property(bot => bot.Name).HasMaxLength(100);
        builder.Property(bot => bot.Symbol).HasMaxLength(50);
        builder.Property(bot => bot.CheckIntervalSeconds).HasDefaultValue(60);
        builder.Property(bot => bot.Strategy).HasDefaultValue(BotStrategy.Simple);
        builder.DefaultsTo(bot => bot.CustomEmaFast, 8);
        builder.DefaultsTo(bot => bot.CustomEmaSlow, 21);
        builder.DefaultsTo(bot => bot.CustomRsiPeriod, 7);
        builder.DefaultsTo(bot => bot.CustomRsiOversold, 35);
        builder.DefaultsTo(bot => bot.CustomRsiOverbought, 65);
        builder.DefaultsTo(bot => bot.CustomStopLoss, 0.5m);
        builder.DefaultsTo(bot => bot.CustomTakeProfit, 1.5m);
        builder.DefaultsTo(bot => bot.CustomTrailingStop, 0.3m);
        builder.DefaultsTo(bot => bot.PositionType, BotPositionType.Spot);
        builder.DefaultsTo(bot => bot.AutoTransferFunds, true);
        builder.DefaultsTo(bot => bot.Leverage, 10);
        builder.DefaultsToNow(bot => bot.CreatedAt);
        builder.DefaultsToNow(bot => bot.UpdatedAt);
        builder.Property(bot => bot.Version).IsRowVersion();

        // A bot may have trades behind it: its owner is deactivated, not deleted.
        builder.HasOne<User>().WithMany().HasForeignKey(bot => bot.UserId).OnDelete(DeleteBehavior.Restrict);

        // The bot outlives its keys, as one that cannot trade until it gets others.
        builder.HasOne<ExchangeApiKey>().WithMany().HasForeignKey(bot => bot.ExchangeApiKeyId).OnDelete(DeleteBehavior.SetNull);

        builder.HasIndex(bot => new { bot.UserId, bot.IsActive });
        builder.HasIndex(bot => bot.ExchangeApiKeyId);

        builder.HasCheck("initial_capital", "initial_capital > 0");
        builder.HasCheck("stop_loss_perc", "stop_loss_perc > 0");
        builder.HasCheck("take_profit_perc", "take_profit_perc > 0");
        builder.HasCheck("ema", "ema_fast > 0 AND ema_fast < ema_slow");
        builder.HasCheck("rsi_period", "rsi_period > 0");
        builder.HasCheck("rsi", "rsi_oversold >= 0 AND rsi_oversold < rsi_overbought AND rsi_overbought <= 100");
        builder.HasCheck("check_interval_seconds", "check_interval_seconds > 0");
        builder.HasCheck("ema_period", "ema_period > 0");
        builder.HasCheck("custom_ema", "custom_ema_fast > 0 AND custom_ema_fast < custom_ema_slow");
        builder.HasCheck("custom_rsi_period", "custom_rsi_period > 0");
        builder.HasCheck("custom_rsi", "custom_rsi_oversold >= 0 AND custom_rsi_oversold < custom_rsi_overbought AND custom_rsi_overbought <= 100");
        builder.HasCheck("custom_exits", "custom_stop_loss > 0 AND custom_take_profit > 0 AND custom_trailing_stop > 0");
        builder.HasCheck("transfer_amount", "transfer_amount > 0");
        builder.HasCheck("leverage", "leverage BETWEEN 1 AND 125");
        builder.HasCheck("strategy_ema_period", "strategy <> 'ema' OR ema_period IS NOT NULL");
    }
}
