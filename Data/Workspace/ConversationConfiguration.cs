using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.InSchema(Schemas.Workspace);
        builder.HasKey(conversation => conversation.Id);
        builder.DefaultsToNow(conversation => conversation.CreatedAt);
        builder.DefaultsToNow(conversation => conversation.UpdatedAt);

        builder.HasOne<User>().WithMany().HasForeignKey(conversation => conversation.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(conversation => new { conversation.UserId, conversation.UpdatedAt }).IsDescending(false, true);
    }
}
