using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class RoleConfiguration : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.InSchema(Schemas.Identity);
        builder.HasKey(role => role.Name);
        builder.Property(role => role.Name).HasMaxLength(50);
        builder.Property(role => role.Description).HasMaxLength(255);
        builder.DefaultsToNow(role => role.CreatedAt);
        builder.Property(role => role.Version).IsRowVersion();
        builder.HasCheck("name", "name ~ '^[a-z][a-z0-9_]*$'");
    }
}
