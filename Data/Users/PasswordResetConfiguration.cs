using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class PasswordResetConfiguration : IEntityTypeConfiguration<PasswordReset>
{
    public void Configure(EntityTypeBuilder<PasswordReset> builder)
    {
        builder.InSchema(Schemas.Identity);
        builder.HasKey(reset => reset.Id);
        builder.DefaultsToNow(reset => reset.CreatedAt);
        builder.Property(reset => reset.Version).IsRowVersion();

        builder.HasOne<User>().WithMany().HasForeignKey(reset => reset.UserId).OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(reset => reset.TokenHash).IsUnique();
        builder.HasIndex(reset => reset.UserId);

        builder.HasCheck("token_hash", "octet_length(token_hash) = 32");
    }
}
