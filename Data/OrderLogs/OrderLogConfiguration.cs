using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class OrderLogConfiguration : IEntityTypeConfiguration<OrderLog>
{
    public void Configure(EntityTypeBuilder<OrderLog> builder)
    {
        builder.InSchema(Schemas.Execution);
        builder.HasKey(log => log.Id);
        builder.Property(log => log.PublicId).HasMaxLength(50);

        builder.HasOne<User>().WithMany().HasForeignKey(log => log.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Strategy>().WithMany().HasForeignKey(log => log.StrategyId).OnDelete(DeleteBehavior.SetNull);

        builder.HasIndex(log => log.PublicId).IsUnique();
        builder.HasIndex(log => new { log.UserId, log.AttemptedAt }).IsDescending(false, true);
        builder.HasIndex(log => log.StrategyId);
        builder.HasIndex(log => log.Status);

        builder.HasCheck("public_id", "public_id ~ '^log_[0-9a-f]{12}$'");
        builder.HasCheck("execution_time_ms", "execution_time_ms >= 0");
    }
}
