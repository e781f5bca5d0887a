using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class BrokerConnectionConfiguration : IEntityTypeConfiguration<BrokerConnection>
{
    public void Configure(EntityTypeBuilder<BrokerConnection> builder)
    {
        builder.InSchema(Schemas.Trading);
        builder.HasKey(connection => connection.Id);
        builder.Property(connection => connection.AccountLabel).HasMaxLength(100);
        builder.HasEncryptedSecret(connection => connection.EncryptedApiKey);
        builder.HasEncryptedSecret(connection => connection.EncryptedApiSecret);
        builder.HasEncryptedSecret(connection => connection.EncryptedAccessToken);
        builder.DefaultsToNow(connection => connection.CreatedAt);
        builder.DefaultsToNow(connection => connection.UpdatedAt);
        builder.Property(connection => connection.Version).IsRowVersion();

        // A credential must not outlive its owner.
        builder.HasOne<User>().WithMany().HasForeignKey(connection => connection.UserId).OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(connection => connection.UserId).IsUnique();
        builder.HasCheck("error_count", "error_count >= 0");
    }
}
