using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class SystemSettingConfiguration : IEntityTypeConfiguration<SystemSetting>
{
    public void Configure(EntityTypeBuilder<SystemSetting> builder)
    {
        builder.InSchema(Schemas.System);
        builder.HasKey(setting => setting.Key);
        builder.Property(setting => setting.Key).HasMaxLength(100);
        builder.DefaultsToNow(setting => setting.UpdatedAt);
        builder.Property(setting => setting.Version).IsRowVersion();

        // The setting holds whoever made it.
        builder.HasOne<User>().WithMany().HasForeignKey(setting => setting.UpdatedBy).OnDelete(DeleteBehavior.SetNull);

        builder.HasIndex(setting => setting.UpdatedBy);
        builder.HasCheck("key", "key ~ '^[a-z][a-z0-9_]*$'");
        builder.HasCheck("value", "jsonb_typeof(value) = 'object'");
    }
}
