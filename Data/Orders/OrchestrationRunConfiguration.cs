using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

internal sealed class OrchestrationRunConfiguration : IEntityTypeConfiguration<OrchestrationRun>
{
    public void Configure(EntityTypeBuilder<OrchestrationRun> builder)
    {
        builder.InSchema(Schemas.Execution);
        builder.ToTable(table => table.HasTrigger("tr_orchestration_runs_updated_at"));
        builder.HasKey(run => run.Id);
        builder.HasAlternateKey(run => run.RunId);
        builder.Property(run => run.StrategyId).HasMaxLength(100);
        builder.Property(run => run.ModelVersion).HasMaxLength(50);
        builder.Property(run => run.NumSignals).HasDefaultValueSql("0");
        builder.Property(run => run.NumOrdersSubmitted).HasDefaultValueSql("0");
        builder.Property(run => run.NumOrdersAccepted).HasDefaultValueSql("0");
        builder.Property(run => run.NumOrdersRejected).HasDefaultValueSql("0");
        builder.Property(run => run.NumOrdersFilled).HasDefaultValueSql("0");
        builder.DefaultsToNow(run => run.CreatedAt);
        builder.DefaultsToNow(run => run.UpdatedAt).ValueGeneratedOnAddOrUpdate()
            .Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Save);

        builder.HasIndex(run => run.Status);
        builder.HasIndex(run => run.AsOfDate).IsDescending();
        builder.HasIndex(run => run.StrategyId);
        builder.HasIndex(run => run.StartedAt).IsDescending();

        builder.HasCheck("capital", "capital > 0");
        builder.HasCheck("num_signals", "num_signals >= 0");
        builder.HasCheck("num_orders_submitted", "num_orders_submitted >= 0");
        builder.HasCheck("num_orders_accepted", "num_orders_accepted >= 0");
        builder.HasCheck("num_orders_rejected", "num_orders_rejected >= 0");
        builder.HasCheck("num_orders_filled", "num_orders_filled >= 0");
    }
}
