using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.InSchema(Schemas.Identity);
        builder.HasKey(user => user.Id);
        builder.Property(user => user.PublicId).HasMaxLength(50);
        // Unique on lower(email): EF cannot describe an index over an expression, so migration 03 creates ux_users_email itself.
        builder.Property(user => user.Email).HasMaxLength(255);
        builder.Property(user => user.HashedPassword).HasMaxLength(255);
        builder.Property(user => user.Name).HasMaxLength(255);
        builder.Property(user => user.ResetToken).HasMaxLength(255);
        builder.DefaultsToNow(user => user.CreatedAt);
        builder.DefaultsToNow(user => user.UpdatedAt);
        builder.Property(user => user.Version).IsRowVersion();
        builder.HasIndex(user => user.PublicId).IsUnique();
        builder.HasIndex(user => user.ResetToken).IsUnique().HasFilter("reset_token IS NOT NULL");
        builder.HasCheck("public_id", "public_id ~ '^usr_[0-9a-f]{12}$'");
    }
}
