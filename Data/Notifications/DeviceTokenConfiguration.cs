using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class DeviceTokenConfiguration : IEntityTypeConfiguration<DeviceToken>
{
    public void Configure(EntityTypeBuilder<DeviceToken> builder)
    {
        builder.InSchema(Schemas.Notifications);
        builder.HasKey(device => device.Id);
        builder.HasEncryptedSecret(device => device.EncryptedToken);
        builder.Property(device => device.AppVersion).HasMaxLength(50);
        builder.DefaultsToNow(device => device.CreatedAt);
        builder.Property(device => device.Version).IsRowVersion();

        builder.HasOne<User>().WithMany().HasForeignKey(device => device.UserId).OnDelete(DeleteBehavior.Cascade);

        // A device that changes hands is revoked for the one and registered for the other.
        builder.HasIndex(device => device.TokenHash).IsUnique().HasFilter("revoked_at IS NULL");
        builder.HasIndex(device => device.UserId);

        builder.HasCheck("token_hash", "octet_length(token_hash) = 32");
        builder.HasCheck("token_in_use", "revoked_at IS NOT NULL OR encrypted_token IS NOT NULL");
    }
}
