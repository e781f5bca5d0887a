using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.InSchema(Schemas.Identity);
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Name).HasMaxLength(50);
        builder.Property(key => key.KeyPrefix).HasMaxLength(16);
        builder.Property(key => key.Scopes).HasDefaultValueSql("'[]'::jsonb").ValueGeneratedNever();
        builder.DefaultsToNow(key => key.CreatedAt);
        builder.Property(key => key.Version).IsRowVersion();

        builder.HasOne<User>().WithMany().HasForeignKey(key => key.UserId).OnDelete(DeleteBehavior.Cascade);

        builder.HasIndex(key => key.KeyPrefix).IsUnique();
        builder.HasIndex(key => key.UserId);

        builder.HasCheck("key_hash", "octet_length(key_hash) = 32");
        builder.HasCheck("key_prefix", "key_prefix ~ '^tp_live_[A-Za-z0-9_-]{8}$'");
        builder.HasCheck("scopes", "jsonb_typeof(scopes) = 'array'");
    }
}
