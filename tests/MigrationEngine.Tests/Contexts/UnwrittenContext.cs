using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A context with an entity that no migration has a table for.</summary>
public sealed class UnwrittenContext(DbContextOptions<UnwrittenContext> options) : TestContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity("Unwritten", entity =>
    {
        entity.ToTable("unwritten");
        entity.Property<int>("Id");
        entity.HasKey("Id");
    });
}
