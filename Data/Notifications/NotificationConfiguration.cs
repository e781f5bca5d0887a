using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.InSchema(Schemas.Notifications);
        builder.HasKey(notification => notification.Id);
        builder.DefaultsTo(notification => notification.Severity, NotificationSeverity.Info);
        builder.Property(notification => notification.Title).HasMaxLength(200);
        builder.Property(notification => notification.Payload).HasDefaultValueSql("'{}'::jsonb").ValueGeneratedNever();
        builder.DefaultsToNow(notification => notification.CreatedAt);

        builder.HasOne<User>().WithMany().HasForeignKey(notification => notification.UserId).OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(notification => new { notification.UserId, notification.CreatedAt }).IsDescending(false, true);
        // The badge counts these, on every page.
        builder.HasIndex(notification => notification.UserId, "ix_notifications_user_id_unread").HasFilter("read_at IS NULL");
    }
}
