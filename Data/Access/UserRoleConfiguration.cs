using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class UserRoleConfiguration : IEntityTypeConfiguration<UserRole>
{
    public void Configure(EntityTypeBuilder<UserRole> builder)
    {
        builder.InSchema(Schemas.Identity);
        builder.ToTable(table => table.HasTrigger("tr_user_roles_session_version"));
        builder.HasKey(row => new { row.UserId, row.Role });
        builder.DefaultsToNow(row => row.GrantedAt);

        builder.HasOne<User>().WithMany(user => user.Roles).HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        // A role is taken from everybody before it is deleted: never by the way.
        builder.HasOne<Role>().WithMany().HasForeignKey(row => row.Role).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(row => row.GrantedBy).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(row => row.Role);
        builder.HasIndex(row => row.GrantedBy);
    }
}
