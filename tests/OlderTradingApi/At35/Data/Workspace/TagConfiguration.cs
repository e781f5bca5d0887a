using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class TagConfiguration : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.InSchema(Schemas.Workspace);
        builder.HasKey(tag => tag.Id);
        builder.Property(tag => tag.Name).HasMaxLength(50);
        builder.DefaultsToNow(tag => tag.CreatedAt);

        builder.HasOne<User>().WithMany().HasForeignKey(tag => tag.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(tag => tag.UserId);
        builder.HasIndex(tag => tag.Name).IsUnique();

        builder.HasCheck("name", "name <> ''");
    }
}
