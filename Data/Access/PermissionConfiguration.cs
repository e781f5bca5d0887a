using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class PermissionConfiguration : IEntityTypeConfiguration<Permission>
{
    public void Configure(EntityTypeBuilder<Permission> builder)
    {
        builder.InSchema(Schemas.Identity);
        builder.HasKey(permission => permission.Name);
        builder.Property(permission => permission.Name).HasMaxLength(50);
        builder.Property(permission => permission.Description).HasMaxLength(255);
        builder.HasCheck("name", "name ~ '^[a-z][a-z0-9_]*$'");
    }
}
