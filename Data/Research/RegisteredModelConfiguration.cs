using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class RegisteredModelConfiguration : IEntityTypeConfiguration<RegisteredModel>
{
    public void Configure(EntityTypeBuilder<RegisteredModel> builder)
    {
        builder.InSchema(Schemas.Research);
        builder.HasKey(model => model.Id);
        builder.Property(model => model.StrategyName).HasMaxLength(100);
        builder.Property(model => model.ModelVersion).HasMaxLength(50).HasColumnName("version");
        builder.Property(model => model.ModelPath).HasMaxLength(500);
        builder.Property(model => model.PerformanceMetrics).HasDefaultValueSql("'{}'::jsonb").ValueGeneratedNever();
        builder.Property(model => model.Config).HasDefaultValueSql("'{}'::jsonb").ValueGeneratedNever();
        builder.Property(model => model.CreatedBy).HasMaxLength(100);
        builder.DefaultsToNow(model => model.CreatedAt);
        builder.Property(model => model.Version).IsRowVersion();

        builder.HasAlternateKey(model => new { model.StrategyName, model.ModelVersion });
        builder.HasIndex(model => model.StrategyName, "ux_model_registry_strategy_name_active").IsUnique()
            .HasFilter("status = 'active'");
        builder.HasIndex(model => model.Status);
    }
}
