using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class ExchangeApiKeyConfiguration : IEntityTypeConfiguration<ExchangeApiKey>
{
    public void Configure(EntityTypeBuilder<ExchangeApiKey> builder)
    {
        builder.InSchema(Schemas.Trading);
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Exchange).HasMaxLength(50);
        builder.Property(key => key.Label).HasMaxLength(100);
        builder.HasEncryptedSecret(key => key.EncryptedApiKey);
        builder.HasEncryptedSecret(key => key.EncryptedSecretKey);
        builder.DefaultsToNow(key => key.CreatedAt);
        builder.DefaultsToNow(key => key.UpdatedAt);
        builder.Property(key => key.Version).IsRowVersion();

        // A credential must not outlive its owner.
        builder.HasOne<User>().WithMany().HasForeignKey(key => key.UserId).OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(key => new { key.UserId, key.Exchange, key.Label }).IsUnique();
        builder.HasCheck("exchange", "exchange = lower(exchange)");
    }
}
