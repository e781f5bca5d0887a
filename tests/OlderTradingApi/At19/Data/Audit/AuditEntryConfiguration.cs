using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.InSchema(Schemas.Audit);
        builder.ToTable(table => table.HasTrigger("tr_audit_log_append_only"));
        builder.HasKey(entry => entry.Id);
        builder.DefaultsToNow(entry => entry.OccurredAt);
        builder.Property(entry => entry.Action).HasMaxLength(100);
        builder.Property(entry => entry.Details).HasDefaultValueSql("'{}'::jsonb").ValueGeneratedNever();

        // Who is in the audit stays in the database. The session does not: its rows go, and no row here may change.
        builder.HasOne<User>().WithMany().HasForeignKey(entry => entry.ActorUserId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(entry => entry.OccurredAt).IsDescending();
        builder.HasIndex(entry => new { entry.ActorUserId, entry.OccurredAt }).IsDescending(false, true);

        builder.HasCheck("action", "action ~ '^[a-z][a-z0-9_.]*$'");
        builder.HasCheck("details", "jsonb_typeof(details) = 'object'");
    }
}
