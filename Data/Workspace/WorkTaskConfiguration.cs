using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class WorkTaskConfiguration : IEntityTypeConfiguration<WorkTask>
{
    public void Configure(EntityTypeBuilder<WorkTask> builder)
    {
        builder.InSchema(Schemas.Workspace);
        builder.HasKey(task => task.Id);
        builder.Property(task => task.Title).HasMaxLength(200);
        // Medium and not the first member is what an INSERT leaves to the database.
        builder.Property(task => task.Priority).HasDefaultValue(TaskPriority.Medium).HasSentinel(TaskPriority.Medium);
        builder.Property(task => task.IsRecurring).HasDefaultValue(false);
        builder.DefaultsToNow(task => task.CreatedAt);
        builder.DefaultsToNow(task => task.UpdatedAt);
        builder.Property(task => task.Version).IsRowVersion();

        builder.HasOne<User>().WithMany().HasForeignKey(task => task.UserId).OnDelete(DeleteBehavior.Cascade);
        // A follow-up outlives what it was about.
        builder.HasOne<Strategy>().WithMany().HasForeignKey(task => task.StrategyId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Order>().WithMany().HasForeignKey(task => task.ClientOrderId).OnDelete(DeleteBehavior.SetNull);

        builder.HasIndex(task => new { task.UserId, task.Completed });
        builder.HasIndex(task => task.Completed);
        builder.HasIndex(task => task.Priority);
        builder.HasIndex(task => task.DueDate);
        builder.HasIndex(task => task.RemindAt);
        builder.HasIndex(task => task.IsRecurring);
        builder.HasIndex(task => task.StrategyId);
        builder.HasIndex(task => task.ClientOrderId);

        builder.HasCheck("title", "title <> ''");
        builder.HasCheck("is_recurring", "is_recurring = (recurrence_pattern IS NOT NULL)");
        builder.HasCheck("remind_at", "remind_at <= due_date");
    }
}
