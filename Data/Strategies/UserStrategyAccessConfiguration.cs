using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class UserStrategyAccessConfiguration : IEntityTypeConfiguration<UserStrategyAccess>
{
    public void Configure(EntityTypeBuilder<UserStrategyAccess> builder)
    {
        builder.InSchema(Schemas.Trading);
        builder.HasKey(access => new { access.UserId, access.StrategyId });
        builder.DefaultsToNow(access => access.GrantedAt);

        builder.HasOne<User>().WithMany().HasForeignKey(access => access.UserId).OnDelete(DeleteBehavior.Cascade);
        // An algorithm that somebody may use is switched off, not deleted.
        builder.HasOne<StrategyDefinition>().WithMany().HasForeignKey(access => access.StrategyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(access => access.GrantedBy).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(access => access.StrategyId);
        builder.HasIndex(access => access.GrantedBy);
    }
}
