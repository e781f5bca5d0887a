using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class NotificationPreferenceConfiguration : IEntityTypeConfiguration<NotificationPreference>
{
    public void Configure(EntityTypeBuilder<NotificationPreference> builder)
    {
        builder.InSchema(Schemas.Notifications);
        builder.HasKey(preference => new { preference.UserId, preference.Type, preference.Channel });
        builder.DefaultsTo(preference => preference.Enabled, true);
        builder.Property(preference => preference.QuietZone).HasMaxLength(64);
        builder.DefaultsToNow(preference => preference.UpdatedAt);

        builder.HasOne<User>().WithMany().HasForeignKey(preference => preference.UserId).OnDelete(DeleteBehavior.Cascade);

        builder.HasCheck("quiet", "(quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from <> quiet_until");
        builder.HasCheck("quiet_zone", "quiet_zone IS NULL OR quiet_from IS NOT NULL");
    }
}
