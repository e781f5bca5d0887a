using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class StrategyDefinitionConfiguration : IEntityTypeConfiguration<StrategyDefinition>
{
    public void Configure(EntityTypeBuilder<StrategyDefinition> builder)
    {
        builder.InSchema(Schemas.Trading);
        builder.HasKey(definition => definition.StrategyId);
        builder.Property(definition => definition.StrategyId).HasMaxLength(50);
        builder.Property(definition => definition.Name).HasMaxLength(100);
        builder.DefaultsToNow(definition => definition.UpdatedAt);
        builder.Property(definition => definition.Version).IsRowVersion();

        builder.HasOne<User>().WithMany().HasForeignKey(definition => definition.UpdatedBy).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(definition => definition.UpdatedBy);

        builder.HasCheck("strategy_id", "strategy_id ~ '^[a-z][a-z0-9_]*$'");
    }
}
