using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.InSchema(Schemas.Identity);
        builder.HasKey(session => session.Id);
        builder.Property(session => session.UserAgent).HasMaxLength(500);
        builder.DefaultsToNow(session => session.CreatedAt);
        builder.DefaultsToNow(session => session.LastSeenAt);
        builder.Property(session => session.Version).IsRowVersion();

        builder.HasOne<User>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<UserSession>().WithMany().HasForeignKey(session => session.ReplacedBySessionId).OnDelete(DeleteBehavior.SetNull);

        builder.HasIndex(session => session.RefreshTokenHash).IsUnique();
        builder.HasIndex(session => session.AccessTokenHash).IsUnique();
        // The sign-out of all sessions; and the cascade from users, which must also find the revoked ones, has the second.
        builder.HasIndex(session => session.UserId, "ix_user_sessions_user_id_live").HasFilter("revoked_at IS NULL");
        builder.HasIndex(session => session.UserId);

        builder.HasCheck("refresh_token_hash", "octet_length(refresh_token_hash) = 32");
        builder.HasCheck("access_token_hash", "octet_length(access_token_hash) = 32");
    }
}
