using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class BacktestConfiguration : IEntityTypeConfiguration<Backtest>
{
    public void Configure(EntityTypeBuilder<Backtest> builder)
    {
        builder.InSchema(Schemas.Research);
        builder.HasKey(backtest => backtest.Id);
        builder.Property(backtest => backtest.Symbol).HasMaxLength(50);
        builder.DefaultsTo(backtest => backtest.MarketType, MarketType.Spot);
        builder.Property(backtest => backtest.Parameters).HasDefaultValueSql("'{}'::jsonb").ValueGeneratedNever();
        builder.Property(backtest => backtest.DailyResults).HasDefaultValueSql("'[]'::jsonb").ValueGeneratedNever();
        builder.Property(backtest => backtest.MonthlyResults).HasDefaultValueSql("'[]'::jsonb").ValueGeneratedNever();
        builder.DefaultsToNow(backtest => backtest.CreatedAt);

        // Results stay comparable after their author has left: users are deactivated, not deleted.
        builder.HasOne<User>().WithMany().HasForeignKey(backtest => backtest.UserId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(backtest => new { backtest.UserId, backtest.CreatedAt }).IsDescending(false, true);
        builder.HasIndex(backtest => new { backtest.Symbol, backtest.CreatedAt }).IsDescending(false, true);

        builder.HasCheck("dates", "end_date >= start_date");
        builder.HasCheck("initial_capital", "initial_capital > 0");
        builder.HasCheck("win_rate", "win_rate BETWEEN 0 AND 100");
        builder.HasCheck("total_fees", "total_fees >= 0");
        builder.HasCheck("trades", "winning_trades >= 0 AND losing_trades >= 0 AND total_trades >= winning_trades + losing_trades");
    }
}
