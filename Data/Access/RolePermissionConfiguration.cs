using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class RolePermissionConfiguration : IEntityTypeConfiguration<RolePermission>
{
    public void Configure(EntityTypeBuilder<RolePermission> builder)
    {
        builder.InSchema(Schemas.Identity);
        builder.HasKey(row => new { row.Role, row.Permission });

        builder.HasOne<Role>().WithMany().HasForeignKey(row => row.Role).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Permission>().WithMany().HasForeignKey(row => row.Permission).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => row.Permission);
    }
}
